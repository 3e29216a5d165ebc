//! A text that is read from its beginning.

/// What is left of a text.
pub struct Scan<'a> {
    pub rest: &'a str,
}

impl Scan<'_> {
    /// A number, and its digits.
    pub fn number(&mut self) -> Option<(u64, usize)> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = self.rest[..digits].parse().ok()?;
        self.rest = &self.rest[digits..];
        Some((number, digits))
    }

    /// A number of one or two digits.
    pub fn short(&mut self) -> Option<u32> {
        let (number, digits) = self.number()?;
        (digits <= 2).then_some(number as u32)
    }

    /// Whether one of these comes next, which is then read.
    pub fn eat(&mut self, any: &[&str]) -> bool {
        for token in any {
            if let Some(rest) = self.rest.strip_prefix(token) {
                self.rest = rest;
                return true;
            }
        }
        false
    }

    /// Reads spaces.
    pub fn spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// A word of ASCII letters, in small letters; nothing is read if it is not in `known`.
    pub fn word<T: Copy>(&mut self, known: impl Fn(&str) -> Option<T>) -> Option<T> {
        let letters = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = self.rest[..letters].to_ascii_lowercase();
        let found = known(&word)?;
        self.rest = &self.rest[letters..];
        Some(found)
    }
}
