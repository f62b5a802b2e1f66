package dev.photon.config;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes maps, lists, texts, whole numbers and flags as JSON. */
final class Json {
  /** What is written as {@code null}. */
  static final Object NOTHING = new Object();

  private final StringBuilder out = new StringBuilder();
  private final boolean indented;

  private Json(boolean indented) {
    this.indented = indented;
  }

  /** On one line and without spaces; maps keep their order. */
  static String compact(Object value) {
    Json json = new Json(false);
    json.write(value, "");
    return json.out.toString();
  }

  /** Indented by two spaces, with a line break at its end. */
  static String indented(Object value) {
    Json json = new Json(true);
    json.write(value, "\n");
    return json.out.append('\n').toString();
  }

  private void write(Object value, String margin) {
    if (value instanceof Map<?, ?> map) {
      open('{', map.isEmpty(), margin);
      for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
        Map.Entry<?, ?> entry = i.next();
        quote(String.valueOf(entry.getKey()));
        out.append(indented ? ": " : ":");
        write(entry.getValue(), margin + "  ");
        next(i.hasNext(), margin);
      }
      out.append('}');
    } else if (value instanceof List<?> list) {
      open('[', list.isEmpty(), margin);
      for (Iterator<?> i = list.iterator(); i.hasNext(); ) {
        write(i.next(), margin + "  ");
        next(i.hasNext(), margin);
      }
      out.append(']');
    } else if (value == NOTHING) {
      out.append("null");
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      quote(value.toString());
    }
  }

  private void open(char bracket, boolean empty, String margin) {
    out.append(bracket).append(indented && !empty ? margin + "  " : "");
  }

  private void next(boolean more, String margin) {
    out.append(more ? "," : "");
    if (indented) {
      out.append(more ? margin + "  " : margin);
    }
  }

  /** Escapes what JSON must have escaped, and what a terminal might obey. */
  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || (c >= 0x7f && !isHarmless(text, i))) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static boolean isHarmless(String text, int index) {
    char c = text.charAt(index);
    return Character.isSurrogate(c) || Quote.isPrintable(c);
  }
}
