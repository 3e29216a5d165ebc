use statrs::distribution::{ContinuousCDF, StudentsT};

use super::*;

fn student_tail(p: f64, freedom: f64) -> f64 {
    (-Student::new(freedom).evidence(p)).exp()
}

#[test]
fn is_close_to_the_exact_tail() {
    for freedom in [3.0, 5.0, 31.0, 300.0, 1e5] {
        let exact = StudentsT::new(0.0, 1.0, freedom).expect("positive");
        for z in [0.5, 1.645, 2.326, 4.0, 8.0] {
            let ratio = student_tail(upper_tail(z), freedom) / exact.cdf(-z);
            assert!(
                (ratio - 1.0).abs() < if z < 5.0 { 0.05 } else { 0.15 },
                "{freedom} {z} {ratio}"
            );
        }
    }
}

#[test]
fn the_lower_half_and_a_known_variance_stay() {
    assert!((student_tail(0.7, 3.0) - 0.7).abs() < 1e-12);
    assert!((student_tail(0.01, f64::INFINITY) - 0.01).abs() < 1e-12);
    assert!(student_tail(0.0, 3.0) > 0.0 && student_tail(f64::NAN, 3.0).is_nan());
}

#[test]
fn less_likely_stays_less_likely() {
    for freedom in [1.0, 6.5, 340.0] {
        let student = Student::new(freedom);
        let mut last = 0.0;
        for step in 1..2000 {
            let now = student.evidence((-f64::from(step) * 0.1).exp());
            assert!(now >= last, "{freedom} {step}");
            last = now;
        }
    }
}
