//! An office's own Word document, filled in, or refused with what it lacks.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use crate::deliverables::{city, copy_folder, parts};
use crate::support::{yiti, yiti_ok};

/// An office's own document with these paragraphs, whose marks are cut into runs.
fn template(path: &Path, paragraphs: &str) {
    let mut zip = zip::ZipWriter::new(File::create(path).unwrap());
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/\
                 content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></\
                 Types>";
    let document =
        format!("<w:document xmlns:w=\"{namespace}\"><w:body>{paragraphs}</w:body></w:document>");
    let styles = format!("<w:styles xmlns:w=\"{namespace}\"></w:styles>");
    for (name, text) in [
        ("[Content_Types].xml", types),
        ("word/document.xml", &document),
        ("word/styles.xml", &styles),
        ("word/theme/theme1.xml", "<theme/>"),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
}

#[test]
fn an_offices_own_document_is_filled_in() {
    let city = city();
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("city.toml");
    let report = "\n[report]\nunit = \"市民热线 <服务> 中心\"\ntemplate = \"own.docx\"\n";
    fs::write(&config, fs::read_to_string(&city.config).unwrap() + report).unwrap();
    let own = folder.path().join("own.docx");
    let output = folder.path().join("out");
    copy_folder(&city.output.join("2024"), &output.join("2024"));
    fs::write(output.join("latest"), "2024\n").unwrap();
    let (config, output_path) = (config.to_str().unwrap(), output.to_str().unwrap());
    let arguments = ["report", "--config", config, "--output", output_path, "--format", "docx"];

    template(&own, "<w:p><w:r><w:t>no marks</w:t></w:r></w:p>");
    let refused = yiti(&arguments);
    let message = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{message}");
    assert!(message.contains("no marks") && message.contains("{{ body }}"), "{message}");

    template(
        &own,
        "<w:p><w:r><w:t>{{ un</w:t></w:r><w:r><w:t>it }}文件</w:t></w:r></w:p>\
         <w:p><w:r><w:t>{{ title }}</w:t></w:r></w:p><w:p><w:r><w:t>{{ body }}</w:t></w:r></w:p>\
         <w:p><w:r><w:t>印发</w:t></w:r></w:p>",
    );
    yiti_ok(&arguments);
    let made = output.join("2024/documents/annual_proposal.docx");
    let parts = parts(&made, "");
    let part = |name: &str| &parts.iter().find(|(part, _)| part == name).unwrap().1;
    let document = part("word/document.xml");
    assert!(document.contains("<w:t>市民热线 &lt;服务&gt; 中心</w:t></w:r><w:r><w:t>文件</w:t>"));
    assert!(!document.contains("{{") && document.contains("一、总体情况"));
    assert!(document.ends_with("<w:p><w:r><w:t>印发</w:t></w:r></w:p></w:body></w:document>"));
    assert!(
        part("word/styles.xml").contains("YitiText") && part("word/theme/theme1.xml") == "<theme/>"
    );
    assert!(part("[Content_Types].xml").contains("image/png"));
}
