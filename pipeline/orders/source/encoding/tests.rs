use encoding_rs::{BIG5, GB18030, UTF_16LE};

use super::*;

/// Hands over one byte at a time, so that characters are cut everywhere.
struct Drops<'a>(&'a [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
        out[0] = *first;
        self.0 = rest;
        Ok(1)
    }
}

fn read(bytes: &[u8], encoding: &'static Encoding) -> String {
    let mut text = String::new();
    Transcoded::new(Drops(bytes), encoding).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn characters_that_are_cut_are_put_together() {
    let (gb, _, _) = GB18030.encode("编号,街道\n1,朝阳门𠀀");
    assert_eq!(read(&gb, GB18030), "编号,街道\n1,朝阳门𠀀");
    let (big5, _, _) = BIG5.encode("臺北市|信義區");
    assert_eq!(read(&big5, BIG5), "臺北市|信義區");
    let wide: Vec<u8> = "\u{feff}id\t街道\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&wide, UTF_16LE), "id\t街道\r\n");
}

#[test]
fn what_is_not_of_the_encoding_shows() {
    assert_eq!(read(b"a\xff,b", GB18030), "a\u{fffd},b");
    assert_eq!(read(&[0x61, 0, 0x62], UTF_16LE), "a\u{fffd}");
}
