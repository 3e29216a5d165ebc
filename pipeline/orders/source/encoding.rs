//! Text in any encoding as UTF-8, piece by piece.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding};

/// Bytes decoded at once.
const PIECE_BYTES: usize = 1 << 16;

/// Reads bytes of an encoding as UTF-8. What is not of the encoding becomes U+FFFD.
pub struct Transcoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// What of `raw` waits to be decoded.
    waiting: std::ops::Range<usize>,
    at_end: bool,
    decoded: Vec<u8>,
    /// How much of `decoded` was handed over.
    taken: usize,
    is_finished: bool,
}

impl<R: Read> Transcoded<R> {
    /// Reads `inner`, whose byte-order mark is dropped.
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; PIECE_BYTES],
            waiting: 0..0,
            at_end: false,
            decoded: Vec::new(),
            taken: 0,
            is_finished: false,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() && !self.at_end {
            let read = self.inner.read(&mut self.raw)?;
            self.waiting = 0..read;
            self.at_end = read == 0;
        }
        // A piece may become three times as long.
        self.decoded.resize(4 * PIECE_BYTES, 0);
        let waiting = &self.raw[self.waiting.clone()];
        let (result, read, written, _) =
            self.decoder.decode_to_utf8(waiting, &mut self.decoded, self.at_end);
        self.waiting.start += read;
        self.decoded.truncate(written);
        self.taken = 0;
        self.is_finished = self.at_end && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.decoded.len() && !self.is_finished {
            self.fill()?;
        }
        let ready = &self.decoded[self.taken..];
        let count = ready.len().min(out.len());
        out[..count].copy_from_slice(&ready[..count]);
        self.taken += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
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
        let wide: Vec<u8> =
            "\u{feff}id\t街道\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&wide, UTF_16LE), "id\t街道\r\n");
    }

    #[test]
    fn what_is_not_of_the_encoding_shows() {
        assert_eq!(read(b"a\xff,b", GB18030), "a\u{fffd},b");
        assert_eq!(read(&[0x61, 0, 0x62], UTF_16LE), "a\u{fffd}");
    }
}
