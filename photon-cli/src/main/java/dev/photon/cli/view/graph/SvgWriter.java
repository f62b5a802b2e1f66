package dev.photon.cli.view.graph;

/** Writes elements of SVG; every text and attribute value is escaped here. */
final class SvgWriter {
  private final StringBuilder out = new StringBuilder();

  /** Begins an element; {@link #end} ends it. */
  SvgWriter begin(String element, Object... attributes) {
    return open(element, attributes).raw(">\n");
  }

  SvgWriter end(String element) {
    return raw("</" + element + ">\n");
  }

  /** An element without content. */
  SvgWriter empty(String element, Object... attributes) {
    return open(element, attributes).raw("/>\n");
  }

  /** An element with text. */
  SvgWriter text(String element, String text, Object... attributes) {
    return open(element, attributes).raw(">" + escaped(text) + "</" + element + ">\n");
  }

  /** What is SVG already. */
  SvgWriter raw(String svg) {
    out.append(svg);
    return this;
  }

  private SvgWriter open(String element, Object... attributes) {
    raw("<" + element);
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      String text = value instanceof Double number ? number(number) : value.toString();
      raw(" " + attributes[i] + "=\"" + escaped(text) + "\"");
    }
    return this;
  }

  /** With at most one digit behind the point. */
  static String number(double value) {
    long tenths = Math.round(value * 10);
    String sign = tenths < 0 ? "-" : "";
    long whole = Math.abs(tenths) / 10;
    long rest = Math.abs(tenths) % 10;
    return sign + whole + (rest == 0 ? "" : "." + rest);
  }

  /** What XML can hold and does not obey. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(isXml(c) ? c : '\ufffd');
              }
            });
    return safe.toString();
  }

  private static boolean isXml(int c) {
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return c >= ' ' && !(c >= 0x7f && c < 0xa0) && !surrogate && c != 0xfffe && c != 0xffff;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
