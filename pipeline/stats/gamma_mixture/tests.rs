use super::*;

#[test]
fn the_two_distribution_functions_meet() {
    for z in [-3.0, -1.0, 0.0, 1.5, 4.0] {
        let x = 1.0 + z / 5000f64.sqrt();
        let exact = Gamma { shape: 5000.0, rate: 5000.0 }.cdf(x);
        let approximate = Gamma { shape: 5000.0 + 1e-6, rate: 5000.0 }.cdf(x);
        assert!((exact - approximate).abs() < 1e-5, "{z}: {exact} {approximate}");
    }
}
