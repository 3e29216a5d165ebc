//! SVG to PNG with the machine's fonts, which are looked up once.

use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, ID, Query, Source, Weight};
use resvg::usvg::{FontResolver, Options, Tree};

use super::canvas::Svg;

/// Families with simplified Chinese, best first; where none is installed any face that has the
/// characters serves.
const CHINESE_FAMILIES: [&str; 12] = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "SimHei",
];

/// Families without Chinese, for machines that have nothing better.
const LATIN_FAMILIES: [&str; 6] =
    ["Noto Sans", "DejaVu Sans", "Liberation Sans", "Arial", "Helvetica", "Segoe UI"];

/// A character that every simplified Chinese font has.
const CHINESE_PROBE: char = '题';

/// Why a chart has no PNG.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// The SVG cannot be read back.
    #[error("the chart's SVG cannot be read: {0}")]
    Svg(#[from] resvg::usvg::Error),
    /// A sheet of no or of enormous size.
    #[error("a PNG of {0} × {1} pixels cannot be made")]
    Size(u32, u32),
    /// The encoder refused.
    #[error("the PNG cannot be encoded: {0}")]
    Encoding(#[from] png::EncodingError),
}

/// Draws SVGs as PNGs with one set of fonts. Cheap to share between threads.
pub struct Rasteriser {
    fonts: Arc<Database>,
    has_chinese: bool,
}

impl Rasteriser {
    /// Scans the machine's fonts and keeps, in memory, the regular and the bold face of the best
    /// family.
    pub fn new() -> Self {
        let mut all = Database::new();
        all.load_system_fonts();
        let all = Arc::new(all);
        let chinese = chinese_family(&all);
        let has_chinese = chinese.is_some();
        let family = chinese.or_else(|| latin_family(&all));
        Self {
            fonts: Arc::new(family.map_or_else(Database::new, |name| only(&all, &name))),
            has_chinese,
        }
    }

    /// Whether Chinese characters come out as such.
    pub const fn has_chinese(&self) -> bool {
        self.has_chinese
    }

    /// Whether any text comes out.
    pub fn has_text(&self) -> bool {
        !self.fonts.is_empty()
    }

    /// The chart at `scale` device pixels a CSS pixel, on white.
    pub fn png(&self, svg: &Svg, scale: f32) -> Result<Vec<u8>, PngError> {
        let options = Options { fontdb: Arc::clone(&self.fonts), ..Options::default() };
        let tree = Tree::from_str(&svg.text, &options)?;
        let size = (svg.width_px as f32 * scale, svg.height_px as f32 * scale);
        let (width, height) = (size.0.round() as u32, size.1.round() as u32);
        let mut pixels = Pixmap::new(width, height).ok_or(PngError::Size(width, height))?;
        pixels.fill(Color::WHITE);
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        Ok(encode(&pixels)?)
    }
}

impl Default for Rasteriser {
    fn default() -> Self {
        Self::new()
    }
}

/// The bytes of a PNG. On a white sheet nothing shines through: three bytes a pixel say it all.
fn encode(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let (pixels_rgba, _) = pixels.data().as_chunks::<4>();
    let mut rgb = vec![0; 3 * pixels_rgba.len()];
    for (opaque, [red, green, blue, _]) in rgb.as_chunks_mut::<3>().0.iter_mut().zip(pixels_rgba) {
        *opaque = [*red, *green, *blue];
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rgb)?;
    writer.finish()?;
    Ok(bytes)
}

/// The best family that has Chinese.
fn chinese_family(fonts: &Arc<Database>) -> Option<String> {
    named(fonts, &CHINESE_FAMILIES).or_else(|| {
        let face = face_with(fonts, CHINESE_PROBE)?;
        fonts.face(face)?.families.first().map(|(name, _)| name.clone())
    })
}

/// The best family without Chinese, else the first there is.
fn latin_family(fonts: &Database) -> Option<String> {
    named(fonts, &LATIN_FAMILIES)
        .or_else(|| Some(fonts.faces().next()?.families.first()?.0.clone()))
}

/// The first of the names that is installed.
fn named(fonts: &Database, names: &[&str]) -> Option<String> {
    let installed = |name: &&&str| {
        fonts.query(&Query { families: &[Family::Name(name)], ..Query::default() }).is_some()
    };
    names.iter().find(installed).map(|name| (*name).to_owned())
}

/// A face that has the character. The resolver never answers with the face it starts from, so two
/// starts are tried.
fn face_with(fonts: &Arc<Database>, character: char) -> Option<ID> {
    let search = FontResolver::default_fallback_selector();
    let starts: Vec<ID> = fonts.faces().map(|face| face.id).take(2).collect();
    starts.into_iter().find_map(|start| search(character, &[start], &mut Arc::clone(fonts)))
}

/// A database of one family's regular and bold faces, mapped into memory: a face on disk would be
/// opened again for each text, and a Chinese one has twenty megabytes of which a few are looked at.
fn only(fonts: &Database, family: &str) -> Database {
    let mut kept = Database::new();
    for weight in [Weight::NORMAL, Weight::BOLD] {
        let query = Query { families: &[Family::Name(family)], weight, ..Query::default() };
        let found = fonts.query(&query).and_then(|id| fonts.face_source(id));
        if let Some(source) = found.and_then(|(source, _)| mapped(source)) {
            kept.load_font_source(source);
        }
    }
    kept.set_sans_serif_family(family);
    kept.set_serif_family(family);
    kept
}

fn mapped(source: Source) -> Option<Source> {
    match source {
        Source::Binary(_) => Some(source),
        Source::File(path) | Source::SharedFile(path, _) => {
            Some(Source::Binary(Arc::new(std::fs::read(path).ok()?)))
        }
    }
}
