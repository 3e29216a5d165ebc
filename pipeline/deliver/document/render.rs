//! From blocks to the bytes of a `.docx` file.

use std::io::{Cursor, Write as _};

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value, context};
use serde::Serialize;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::Document;
use super::blocks::{Block, Figure};
use super::fill::Say;
use crate::deliver::DeliverError;
use crate::deliver::assets::{Assets, Logo};
use crate::invisible::shown;
use crate::report::{ReportFile, format};

/// Each part's template; names end in `.xml`, which turns escaping on.
const TEMPLATES: [(&str, &str); 10] = [
    ("blocks.xml", include_str!("templates/blocks.xml")),
    ("document.xml", include_str!("templates/document.xml")),
    ("styles.xml", include_str!("templates/styles.xml")),
    ("own_styles.xml", include_str!("templates/own_styles.xml")),
    ("settings.xml", include_str!("templates/settings.xml")),
    ("font_table.xml", include_str!("templates/font_table.xml")),
    ("footer.xml", include_str!("templates/footer.xml")),
    ("content_types.xml", include_str!("templates/content_types.xml")),
    ("document_rels.xml", include_str!("templates/document_rels.xml")),
    ("core.xml", include_str!("templates/core.xml")),
];
const PACKAGE_RELS: &str = include_str!("templates/package_rels.xml");

/// Height of a logo: 15 mm, in English metric units.
const LOGO_HEIGHT_EMU: u64 = 15 * 36_000;

/// The laid-out pieces of a document, also for an office's own template.
pub struct Pieces {
    /// Values of the marks but `body`, by name.
    pub values: Vec<(&'static str, String)>,
    /// The text as paragraphs, tables and figures.
    pub body: String,
    /// The styles that it uses.
    pub styles: String,
    /// Its images: file name in `word/media`, bytes.
    pub images: Vec<(String, Vec<u8>)>,
    /// Relationships of the images.
    pub relationships: String,
}

/// The file of a document.
pub fn file(
    document: &Document,
    say: &Say<'_>,
    assets: &Assets,
) -> Result<ReportFile, DeliverError> {
    let environment = environment()?;
    let pieces = pieces(&environment, document, say, assets)?;
    let bytes = match &assets.template {
        Some(template) => template.filled(&pieces)?,
        None => own(&environment, document, say, assets, &pieces)?,
    };
    Ok(ReportFile { path: format!("documents/{}.docx", document.name), bytes })
}

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    for (name, template) in TEMPLATES {
        environment.add_template(name, template)?;
    }
    Ok(environment)
}

#[derive(Serialize)]
struct Blocks<'a> {
    blocks: &'a [Block],
}

fn blocks(environment: &Environment<'_>, blocks: &[Block]) -> Result<String, minijinja::Error> {
    environment.get_template("blocks.xml")?.render(Serde(Blocks { blocks }))
}

fn pieces(
    environment: &Environment<'_>,
    document: &Document,
    say: &Say<'_>,
    assets: &Assets,
) -> Result<Pieces, DeliverError> {
    let facts = &say.edition.facts;
    let mut images: Vec<(String, Vec<u8>)> = document
        .body
        .iter()
        .filter_map(|block| match block {
            Block::Figure(figure) => {
                Some((format!("yiti_figure{}.png", figure.number), figure.png.clone()))
            }
            _ => None,
        })
        .collect();
    let numbers = document.body.iter().filter_map(|block| match block {
        Block::Figure(figure) => Some((figure.number, "png")),
        _ => None,
    });
    let logo = assets.logo.as_ref().filter(|_| assets.template.is_none());
    images
        .extend(logo.map(|logo| (format!("yiti_figure0.{}", logo.extension), logo.bytes.clone())));
    let relationships: String =
        numbers.chain(logo.map(|logo| (0, logo.extension))).map(relationship).collect();
    Ok(Pieces {
        values: vec![
            ("title", shown(&document.title).into_owned()),
            ("unit", shown(&facts.config.report.unit).into_owned()),
            ("edition", shown(&facts.config.report.edition).into_owned()),
            ("period", say.days()),
            ("as_of", format::day(facts.as_of, say.language())),
            ("run", facts.run_id.clone()),
        ],
        body: blocks(environment, &document.body)?,
        styles: environment.get_template("styles.xml")?.render(context! {})?,
        images,
        relationships,
    })
}

fn relationship((number, extension): (usize, &str)) -> String {
    format!(
        "<Relationship Id=\"rIdYitiFigure{number}\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" \
         Target=\"media/yiti_figure{number}.{extension}\"/>"
    )
}

/// The logo above everything.
fn logo_block(logo: &Logo, say: &Say<'_>) -> Block {
    let unit = &say.edition.facts.config.report.unit;
    let (width, height) = (u64::from(logo.size.0), u64::from(logo.size.1));
    Block::Figure(Figure {
        name: "logo".to_owned(),
        caption: String::new(),
        alt: say.fill(say.words.logo_alt, &[("unit", &shown(unit))]),
        number: 0,
        width: LOGO_HEIGHT_EMU * width / height,
        height: LOGO_HEIGHT_EMU,
        png: Vec::new(),
        svg: String::new(),
    })
}

/// A document in the layout of our own.
fn own(
    environment: &Environment<'_>,
    document: &Document,
    say: &Say<'_>,
    assets: &Assets,
    pieces: &Pieces,
) -> Result<Vec<u8>, DeliverError> {
    let facts = &say.edition.facts;
    let words = &say.words;
    let safe = |text: &str| Value::from_safe_string(text.to_owned());
    let logo = match &assets.logo {
        Some(logo) => blocks(environment, &[logo_block(logo, say)])?,
        None => String::new(),
    };
    let masthead = match document.masthead.as_str() {
        "" => words.blank.to_owned(),
        unit => shown(unit).into_owned(),
    };
    let lang = say.language().pick("zh-CN", "en-US");
    let made = [("version", facts.version.as_str()), ("run", &facts.run_id), ("as_of", "")];
    let values = context! {
        title => shown(&document.title),
        masthead,
        number => words.document_number,
        signed_by => words.signed_by,
        body => safe(&pieces.body),
        styles => safe(&pieces.styles),
        figures => safe(&pieces.relationships),
        logo => safe(&logo),
        lang,
        unit => shown(&facts.config.report.unit),
        made_by => say.fill("yiti {version}, {run}", &made),
        as_of => facts.as_of.to_string(),
        even => false,
    };
    let part = |name: &str| environment.get_template(name)?.render(&values);
    let mut zip = Zip::new();
    zip.text("[Content_Types].xml", &part("content_types.xml")?)?;
    zip.text("_rels/.rels", PACKAGE_RELS)?;
    zip.text("word/document.xml", &part("document.xml")?)?;
    zip.text("word/_rels/document.xml.rels", &part("document_rels.xml")?)?;
    zip.text("word/styles.xml", &part("own_styles.xml")?)?;
    zip.text("word/settings.xml", &part("settings.xml")?)?;
    zip.text("word/fontTable.xml", &part("font_table.xml")?)?;
    zip.text("word/footer1.xml", &part("footer.xml")?)?;
    let even = environment.get_template("footer.xml")?.render(context! { even => true })?;
    zip.text("word/footer2.xml", &even)?;
    zip.text("docProps/core.xml", &part("core.xml")?)?;
    for (name, bytes) in &pieces.images {
        zip.image(&format!("word/media/{name}"), bytes)?;
    }
    zip.finish()
}

/// A zip file without a clock: the same parts, the same bytes.
pub struct Zip(ZipWriter<Cursor<Vec<u8>>>);

impl Zip {
    /// An empty one.
    pub fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    /// Adds a text.
    pub fn text(&mut self, name: &str, text: &str) -> Result<(), DeliverError> {
        self.part(name, text.as_bytes(), CompressionMethod::Deflated)
    }

    /// Adds an image, which is compressed already.
    pub fn image(&mut self, name: &str, bytes: &[u8]) -> Result<(), DeliverError> {
        self.part(name, bytes, CompressionMethod::Stored)
    }

    /// Adds a part of another file.
    pub fn bytes(&mut self, name: &str, bytes: &[u8]) -> Result<(), DeliverError> {
        self.part(name, bytes, CompressionMethod::Deflated)
    }

    fn part(
        &mut self,
        name: &str,
        bytes: &[u8],
        method: CompressionMethod,
    ) -> Result<(), DeliverError> {
        let options = SimpleFileOptions::default().compression_method(method);
        self.0.start_file(name, options)?;
        self.0.write_all(bytes).map_err(zip::result::ZipError::from)?;
        Ok(())
    }

    /// Its bytes.
    pub fn finish(self) -> Result<Vec<u8>, DeliverError> {
        Ok(self.0.finish()?.into_inner())
    }
}
