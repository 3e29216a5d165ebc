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
mod tests;
