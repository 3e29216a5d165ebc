use super::*;

fn close(found: Option<Estimate>, wanted: [f64; 3]) {
    let found = found.expect("an estimate");
    for (f, w) in [found.value, found.low, found.high].into_iter().zip(wanted) {
        assert!((f - w).abs() < 1e-9, "{found:?} against {wanted:?}");
    }
}

/// statsmodels 0.15.0: `proportion_confint(y, n, method="wilson")`,
/// `confint_proportions_2indep(…, method="newcomb")` (tests/reference/rates.py).
#[test]
fn matches_statsmodels() {
    let wilson = |yes, asked| Answers { yes, asked }.wilson(0.95);
    close(wilson(7, 20), [0.35, 0.18119182410108203, 0.5671457233147638]);
    close(wilson(0, 5), [0.0, 0.0, 0.43448246478317487]);
    close(wilson(9712, 10000), [0.9712, 0.967736775890728, 0.9743013440447461]);
    let change =
        |a, b, c, d| difference(Answers { yes: a, asked: b }, Answers { yes: c, asked: d }, 0.95);
    close(change(56, 70, 48, 80), [0.2, 0.05243147240236498, 0.33387265403690614]);
    close(change(10, 10, 0, 20), [1.0, 0.6790860371419145, 1.0]);
}

#[test]
fn nobody_asked_has_no_rate() {
    let nobody = Answers { yes: 0, asked: 0 };
    assert_eq!(nobody.wilson(0.95), None);
    assert_eq!(difference(Answers { yes: 1, asked: 2 }, nobody, 0.95), None);
    assert_eq!(Answers { yes: 3, asked: 2 }.rate(), None);
    assert_eq!(Answers { yes: 1, asked: 2 }.wilson(1.0), None);
}
