use super::*;

#[test]
fn a_step_changes_what_holds_one_leaf_and_not_the_other() {
    // 0 holds 1 and 2; 1 holds 3 and 4; 2 holds 5
    let tree = Tree::new(&[None, Some(0), Some(0), Some(1), Some(1), Some(2)]);
    let step = |to, from| tree.step(to, from).collect::<Vec<_>>();
    assert_eq!(step(3, Some(4)), [(3, 1), (4, -1)]);
    assert_eq!(step(3, Some(5)), [(3, 1), (1, 1), (5, -1), (2, -1)]);
    assert_eq!(step(3, None), [(3, 1), (1, 1), (0, 1)]);
    assert_eq!(tree.beside(3, false).collect::<Vec<_>>(), [4]);
    assert_eq!(tree.beside(1, true).collect::<Vec<_>>(), [5]);
}
