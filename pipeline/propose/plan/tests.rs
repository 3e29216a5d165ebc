use super::*;

fn proposed(id: &str, month: u32, rank: u32) -> ProposedTopic {
    ProposedTopic {
        month,
        theme: None,
        theme_name: "t".to_owned(),
        rank,
        topic_id: id.to_owned(),
        title: id.to_lowercase(),
        orders: 1,
        lead_department: None,
        causes: Vec::new(),
        standing: None,
        why: "because.".to_owned(),
    }
}

fn published(id: &str, month: u32, rank: u32) -> PublishedTopic {
    PublishedTopic { month, rank, topic_id: id.to_owned(), title: id.to_lowercase() }
}

#[test]
fn shows_what_enters_leaves_and_moves() {
    let outcome = Outcome {
        proposal: vec![proposed("A", 1, 1), proposed("B", 2, 2), proposed("C", 3, 3)],
        ..Outcome::default()
    };
    let before = Published {
        proposal: vec![published("A", 1, 1), published("B", 4, 2), published("D", 3, 3)],
        candidates: Vec::new(),
    };
    let plan = plan(&before, &outcome, Language::En);
    assert_eq!(
        plan.text(Language::En),
        "+ c (C)\n    was no topic last time; because.\n- d (D)\n    is no topic of this \
         period.\n\
         ~ b (B)\n    review month 4 → 2\n\nPlan: 1 to enter, 1 to leave, 1 to move, 1 \
         unchanged. Nothing was written.\n"
    );
}
