use super::*;
use std::collections::BTreeSet;

#[test]
fn tree_covers_twelve_themes() {
    let tree = Tree::new();
    assert!(tree.groups.len() >= 40 && tree.categories.len() >= 300);
    let themes: BTreeSet<_> =
        tree.groups.iter().map(|g| g.theme).filter(|t| !t.is_empty()).collect();
    assert_eq!(themes.len(), 12);
    let names: BTreeSet<_> = tree.categories.iter().map(|c| c.name).collect();
    assert_eq!(names.len(), tree.categories.len());
    assert!(tree.categories.iter().all(|c| c.wordings.len() >= 3));
}
