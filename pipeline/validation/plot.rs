//! Line plots as inline SVG, in unit coordinates.

/// Width, height and margin, in pixels.
const SIZE: (f64, f64, f64) = (460.0, 340.0, 52.0);

/// A line of the plot; told from the others by its marks as well as by its colour.
pub(super) struct Line {
    pub(super) name: &'static str,
    pub(super) points: Vec<(f64, f64)>,
    pub(super) look: Look,
}

/// How a line is drawn.
#[derive(Clone, Copy)]
pub(super) enum Look {
    /// Dots joined by a line.
    Main,
    /// Squares joined by a dashed line.
    Other,
    /// Rings alone.
    Points,
    /// A thin line alone.
    Guide,
}

/// The axes of a plot.
pub(super) struct Axes {
    pub(super) x: &'static str,
    pub(super) y: &'static str,
    /// Positions in [0, 1] and their labels.
    pub(super) x_ticks: Vec<(f64, String)>,
    pub(super) y_ticks: Vec<(f64, String)>,
}

/// The plot with its legend.
pub(super) fn plot(axes: &Axes, lines: &[Line]) -> String {
    let (width, height, margin) = SIZE;
    let legend_height = 18.0 * lines.len() as f64;
    let mut svg = format!(
        "<svg width=\"{width}\" height=\"{}\" role=\"img\" aria-label=\"{} by {}\">",
        height + legend_height,
        axes.y,
        axes.x
    );
    svg.push_str(&frame(axes));
    for (row, line) in lines.iter().enumerate() {
        let points: Vec<(f64, f64)> = line.points.iter().map(|&point| place(point)).collect();
        svg.push_str(&draw(&points, line.look));
        let y = height + 18.0 * row as f64;
        svg.push_str(&draw(&[(margin, y), (margin + 24.0, y)], line.look));
        svg.push_str(&format!(
            "<text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            margin + 34.0,
            y + 4.0,
            line.name
        ));
    }
    svg.push_str("</svg>\n");
    svg
}

fn place((u, v): (f64, f64)) -> (f64, f64) {
    let (width, height, margin) = SIZE;
    (margin + u * (width - 2.0 * margin), height - margin - v * (height - 2.0 * margin))
}

fn frame(axes: &Axes) -> String {
    let ((left, bottom), (right, top)) = (place((0.0, 0.0)), place((1.0, 1.0)));
    let mut svg = format!(
        "<path d=\"M{left:.1},{top:.1} V{bottom:.1} H{right:.1}\" fill=\"none\" stroke=\"#444\"/>"
    );
    for (at, label) in &axes.x_ticks {
        let (x, y) = place((*at, 0.0));
        svg.push_str(&format!("<path d=\"M{x:.1},{y:.1} v5\" stroke=\"#444\"/>"));
        svg.push_str(&format!(
            "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text>",
            y + 18.0
        ));
    }
    for (at, label) in &axes.y_ticks {
        let (x, y) = place((0.0, *at));
        svg.push_str(&format!("<path d=\"M{x:.1},{y:.1} H{right:.1}\" stroke=\"#eee\"/>"));
        svg.push_str(&format!(
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
            x - 6.0,
            y + 4.0
        ));
    }
    let middle = 0.5 * (left + right);
    svg.push_str(&format!(
        "<text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
        bottom + 36.0,
        axes.x
    ));
    svg.push_str(&format!("<text x=\"{left:.1}\" y=\"{:.1}\">{}</text>", top - 14.0, axes.y));
    svg
}

fn draw(points: &[(f64, f64)], look: Look) -> String {
    let path: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let line =
        |style: &str| format!("<polyline points=\"{}\" fill=\"none\" {style}/>", path.join(" "));
    let marks =
        |mark: fn(f64, f64) -> String| points.iter().map(|&(x, y)| mark(x, y)).collect::<String>();
    match look {
        Look::Main => {
            let dot = |x, y| format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"#05a\"/>");
            line("stroke=\"#05a\" stroke-width=\"1.5\"") + &marks(dot)
        }
        Look::Other => {
            let square = |x, y| {
                format!(
                    "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"6\" height=\"6\" fill=\"#b50\"/>",
                    x - 3.0,
                    y - 3.0
                )
            };
            line("stroke=\"#b50\" stroke-dasharray=\"5 4\"") + &marks(square)
        }
        Look::Points => marks(|x, y| {
            format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.5\" fill=\"none\" stroke=\"#444\"/>")
        }),
        Look::Guide => line("stroke=\"#999\""),
    }
}
