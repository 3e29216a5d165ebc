//! Small grey pictures of pages, and how far one is from another.
//!
//! A picture is [`COLUMNS`] cells wide, each the mean ink (0 paper to 255 black) of 8 × 8 pixels of
//! the page, in 16 steps. Rows of two pictures are aligned as the words of two texts are (the edit
//! distance of Needleman and Wunsch 1970): a row may stand against a row, for the mean difference
//! of their ink, or against nothing, for its own ink. So a paragraph that is a line longer costs
//! its line, and not all that stands below it.

use std::fs;
use std::io::BufWriter;
use std::path::Path;

/// Pixels of a page to a cell.
const REDUCED_BY: usize = 8;
/// Cells of a row.
const COLUMNS: usize = 125;
/// Rows are compared by groups of cells: where a letter ends is the font's business.
const GROUP: usize = 5;
/// A page is looked at to here: 6,000 px.
const ROWS_MAX: usize = 750;

/// A picture and what fonts drew it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Ink in steps of 17, row by row.
    ink: Vec<u8>,
    /// Widths of known sentences.
    pub fonts: String,
}

/// How far a picture is from a kept one.
#[derive(Debug, Clone, Copy)]
pub struct Distance {
    /// Cost of the whole alignment, as a share of the kept picture's ink.
    pub whole: f64,
    /// Mean cost of a row in the worst 64 px of the page.
    pub in_64_px: f64,
    /// The same of the worst 192 px.
    pub in_192_px: f64,
    /// Where the worst 64 px begin.
    pub at_px: usize,
}

impl Picture {
    /// A screenshot, reduced.
    pub fn of_screenshot(path: &Path, fonts: &str) -> Self {
        let mut reader = decoder(path).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let shape = reader.next_frame(&mut pixels).unwrap();
        let samples = shape.color_type.samples();
        assert_eq!(shape.bit_depth, png::BitDepth::Eight);
        assert_eq!(shape.width as usize, COLUMNS * REDUCED_BY);
        let light = |x: usize, y: usize| -> u32 {
            let pixel = &pixels[y * shape.line_size + x * samples..];
            pixel[..samples.min(3)].iter().map(|&value| u32::from(value)).sum::<u32>() * 3
                / samples.min(3) as u32
        };
        let rows = (shape.height as usize / REDUCED_BY).min(ROWS_MAX);
        let mut ink = Vec::with_capacity(rows * COLUMNS);
        for (row, column) in (0..rows * COLUMNS).map(|cell| (cell / COLUMNS, cell % COLUMNS)) {
            let cell = (0..REDUCED_BY * REDUCED_BY).map(|pixel| {
                light(
                    column * REDUCED_BY + pixel % REDUCED_BY,
                    row * REDUCED_BY + pixel / REDUCED_BY,
                )
            });
            let mean = f64::from(cell.sum::<u32>()) / (3 * REDUCED_BY * REDUCED_BY) as f64;
            ink.push(((255.0 - mean) / 17.0).round() as u8 * 17);
        }
        Self { ink, fonts: fonts.to_owned() }
    }

    /// A kept picture; `None` where there is none.
    pub fn kept(path: &Path) -> Option<Self> {
        let mut decoder = path.is_file().then(|| decoder(path))?;
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut ink = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut ink).unwrap();
        ink.iter_mut().for_each(|value| *value = 255 - *value);
        let fonts = reader.info().uncompressed_latin1_text.first();
        Some(Self { ink, fonts: fonts.map(|text| text.text.clone()).unwrap_or_default() })
    }

    /// Keeps a picture, as a PNG of 16 greys.
    pub fn keep(&self, path: &Path) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let file = BufWriter::new(fs::File::create(path).unwrap());
        let mut encoder = png::Encoder::new(file, COLUMNS as u32, self.rows() as u32);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_compression(png::Compression::High);
        encoder.add_text_chunk("fonts".to_owned(), self.fonts.clone()).unwrap();
        let step = |value: &u8| 15 - value / 17;
        let packed = |row: &[u8]| -> Vec<u8> {
            row.chunks(2).map(|two| step(&two[0]) << 4 | two.get(1).map_or(0, step)).collect()
        };
        let bytes: Vec<u8> = self.ink.chunks(COLUMNS).flat_map(packed).collect();
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&bytes).unwrap();
    }

    fn rows(&self) -> usize {
        self.ink.len() / COLUMNS
    }

    /// Mean ink of the groups of each row.
    fn groups(&self) -> Vec<[f64; COLUMNS / GROUP]> {
        let group =
            |cells: &[u8]| cells.iter().map(|&cell| f64::from(cell)).sum::<f64>() / GROUP as f64;
        let row = |row: &[u8]| std::array::from_fn(|at| group(&row[at * GROUP..][..GROUP]));
        self.ink.chunks(COLUMNS).map(row).collect()
    }

    /// How far another picture is from this one.
    pub fn distance(&self, other: &Self) -> Distance {
        let (own, others) = (self.groups(), other.groups());
        let costs = aligned(&own, &others);
        let ink: f64 = own.iter().map(|row| mean(row)).sum();
        let worst = |rows: usize| {
            let sums = costs.windows(rows.min(costs.len())).map(|window| window.iter().sum());
            let worst = |best: (usize, f64), (at, sum): (usize, f64)| {
                if sum > best.1 { (at, sum) } else { best }
            };
            let (at, sum) = sums.enumerate().fold((0, 0.0), worst);
            (at * REDUCED_BY, sum / rows as f64)
        };
        let (at_px, in_64_px) = worst(8);
        Distance { whole: costs.iter().sum::<f64>() / ink, in_64_px, in_192_px: worst(24).1, at_px }
    }
}

fn decoder(path: &Path) -> png::Decoder<std::io::BufReader<fs::File>> {
    png::Decoder::new(std::io::BufReader::new(fs::File::open(path).unwrap()))
}

fn mean(row: &[f64]) -> f64 {
    row.iter().sum::<f64>() / row.len() as f64
}

/// What each row of the first costs in the cheapest alignment with the second; what only the second
/// has costs the row that it stands before. Where both go on below the picture, the rest of one of
/// them costs nothing.
fn aligned<const N: usize>(own: &[[f64; N]], others: &[[f64; N]]) -> Vec<f64> {
    let [own_ink, others_ink] =
        [own, others].map(|rows| rows.iter().map(|row| mean(row)).collect::<Vec<f64>>());
    let apart = |at: usize, other: usize| {
        let pairs = own[at].iter().zip(&others[other]);
        pairs.map(|(a, b)| (a - b).abs()).sum::<f64>() / N as f64
    };
    let width = others.len() + 1;
    // The cheapest way to each pair of positions, and the step that it ends with.
    let mut cost = vec![0.0; (own.len() + 1) * width];
    let mut step = vec![(false, false); cost.len()];
    for (at, other) in (1..cost.len()).map(|cell| (cell / width, cell % width)) {
        let mut best = (f64::INFINITY, (false, false));
        let here = at * width + other;
        if at > 0 && other > 0 {
            let way = cost[here - width - 1] + apart(at - 1, other - 1);
            best = (way, (true, true));
        }
        if at > 0 && cost[here - width] + own_ink[at - 1] < best.0 {
            best = (cost[here - width] + own_ink[at - 1], (true, false));
        }
        if other > 0 && cost[here - 1] + others_ink[other - 1] < best.0 {
            best = (cost[here - 1] + others_ink[other - 1], (false, true));
        }
        (cost[here], step[here]) = best;
    }
    let whole = (own.len(), others.len());
    let ends: Vec<(usize, usize)> = if whole == (ROWS_MAX, ROWS_MAX) {
        let last_row = (0..width).map(|other| (own.len(), other));
        last_row.chain((0..own.len()).map(|at| (at, others.len()))).collect()
    } else {
        vec![whole]
    };
    let cheapest = |a: &&(usize, usize), b: &&(usize, usize)| {
        cost[a.0 * width + a.1].total_cmp(&cost[b.0 * width + b.1])
    };
    let (mut at, mut other) = *ends.iter().min_by(cheapest).unwrap();
    let mut costs = vec![0.0; own.len() + 1];
    while (at, other) != (0, 0) {
        let (of_own, of_others) = step[at * width + other];
        let before = (at - usize::from(of_own), other - usize::from(of_others));
        let of = if of_own { at - 1 } else { at };
        costs[of] += cost[at * width + other] - cost[before.0 * width + before.1];
        (at, other) = before;
    }
    costs
}
