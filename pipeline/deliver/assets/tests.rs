use super::*;

#[test]
fn an_image_tells_its_size_and_another_file_is_none() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\0\x80";
    assert_eq!(image_size(png), Some(("png", (256, 128))));
    let jpeg =
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8, 0, 100, 0, 200, 1, 1, 0x11, 0];
    assert_eq!(image_size(&jpeg), Some(("jpeg", (200, 100))));
    for other in [&b"%PDF-1.7"[..], b"", b"\x89PNG\r\n\x1a\n", &[0xFF, 0xD8, 0xFF]] {
        assert_eq!(image_size(other), None);
    }
}
