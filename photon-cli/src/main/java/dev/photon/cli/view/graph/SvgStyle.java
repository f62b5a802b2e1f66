package dev.photon.cli.view.graph;

import java.util.List;

/** The colours and strokes of a picture, in light and in dark. */
final class SvgStyle {
  /** Fonts whose glyphs are no wider than {@link Face} reckons. */
  private static final String RULES =
      """
      .photon text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",\
      "Liberation Mono",monospace;font-size:11.5px;fill:#57606a}
      .photon .page{fill:#f6f8fa}
      .photon .heading{font-size:20px;font-weight:bold;fill:#1f2328}
      .photon .name{font-size:15px;font-weight:bold;fill:#1f2328}
      .photon .box{fill:#fff;stroke:#d0d7de;stroke-width:1.2}
      .photon .gate{fill:#dafbe1;stroke:#1a7f37;stroke-width:1.6}
      .photon .way{fill:none;stroke-width:1.5}
      .photon .way.local{stroke:#6e7781}
      .photon .way.global{stroke:#0969da;stroke-width:2.6}
      .photon .way.anyone{stroke:#1a7f37;stroke-width:2}
      .photon .way.needs{stroke:#8c959f;stroke-dasharray:5 4}
      .photon .head.local{fill:#6e7781}
      .photon .head.global{fill:#0969da}
      .photon .head.anyone{fill:#1a7f37}
      .photon .head.needs{fill:#8c959f}
      .photon .tab{fill:#1f2328;stroke:#f6f8fa;stroke-width:1.5}
      .photon .port{fill:#fff;font-weight:bold}
      .photon .none{fill:none;stroke:#8c959f;stroke-dasharray:3 2}
      """;

  private static final String DARK =
      """
      .photon text{fill:#9198a1}
      .photon .page{fill:#0d1117}
      .photon .heading,.photon .name{fill:#f0f6fc}
      .photon .box{fill:#161b22;stroke:#3d444d}
      .photon .gate{fill:#0f3d22;stroke:#3fb950}
      .photon .way.local{stroke:#9198a1}
      .photon .way.global{stroke:#4493f8}
      .photon .way.anyone{stroke:#3fb950}
      .photon .way.needs{stroke:#6e7681}
      .photon .head.local{fill:#9198a1}
      .photon .head.global{fill:#4493f8}
      .photon .head.anyone{fill:#3fb950}
      .photon .head.needs{fill:#6e7681}
      .photon .tab{fill:#e6edf3;stroke:#0d1117}
      .photon .port{fill:#0d1117}
      .photon .none{stroke:#6e7681}
      """;

  /** Ground and text of a datacenter's chips: in light, then in dark. */
  private record Hue(String ground, String text, String darkGround, String darkText) {}

  private static final List<Hue> HUES =
      List.of(
          new Hue("#ddf4ff", "#0550ae", "#10305c", "#a5d6ff"),
          new Hue("#fff1e5", "#953800", "#4a2410", "#ffa657"),
          new Hue("#fbefff", "#6639ba", "#33225c", "#d2a8ff"),
          new Hue("#d2f4ea", "#0b5345", "#063d39", "#6fe0d0"),
          new Hue("#fff8c5", "#6c4700", "#3f2e00", "#e3b341"),
          new Hue("#ffeff7", "#99286e", "#4d1f3c", "#ff9bce"),
          new Hue("#eaeef2", "#424a53", "#2f363d", "#c9d1d9"),
          new Hue("#ffebe9", "#a40e26", "#4d1519", "#ffa198"));

  private SvgStyle() {}

  /** The class of a datacenter's chips; with more datacenters than colours, colours come again. */
  static String hue(int place) {
    return "hue" + (place < 0 ? 6 : place % HUES.size());
  }

  static String css() {
    StringBuilder css = new StringBuilder(RULES);
    StringBuilder dark = new StringBuilder(DARK);
    for (int i = 0; i < HUES.size(); i++) {
      Hue hue = HUES.get(i);
      css.append(rule("rect", i, hue.ground())).append(rule("text", i, hue.text()));
      dark.append(rule("rect", i, hue.darkGround())).append(rule("text", i, hue.darkText()));
    }
    return css + "@media (prefers-color-scheme:dark){\n" + dark + "}\n";
  }

  private static String rule(String element, int hue, String colour) {
    return ".photon " + element + ".hue" + hue + "{fill:" + colour + "}\n";
  }
}
