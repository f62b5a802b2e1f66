package dev.photon.cli.view;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes data as indented JSON. */
final class JsonText {
  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  static String of(Data data) {
    JsonText text = new JsonText();
    text.write(data, "");
    return text.out.append('\n').toString();
  }

  private void write(Data data, String indent) {
    if (data instanceof Data.Text text) {
      quote(out, text.value());
    } else if (data instanceof Data.Whole number) {
      out.append(number.value());
    } else if (data instanceof Data.Flag flag) {
      out.append(flag.value());
    } else if (data instanceof Data.Items items) {
      writeItems(items.items(), indent);
    } else if (data instanceof Data.Fields fields) {
      writeFields(fields.fields(), indent);
    } else {
      throw new AssertionError(data);
    }
  }

  private void writeItems(List<Data> items, String indent) {
    if (items.isEmpty()) {
      out.append("[]");
      return;
    }
    String inner = indent + "  ";
    out.append("[\n");
    for (Iterator<Data> i = items.iterator(); i.hasNext(); ) {
      out.append(inner);
      write(i.next(), inner);
      out.append(i.hasNext() ? ",\n" : "\n");
    }
    out.append(indent).append(']');
  }

  private void writeFields(Map<String, Data> fields, String indent) {
    if (fields.isEmpty()) {
      out.append("{}");
      return;
    }
    String inner = indent + "  ";
    out.append("{\n");
    for (Iterator<Map.Entry<String, Data>> i = fields.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<String, Data> field = i.next();
      quote(out.append(inner), field.getKey());
      out.append(": ");
      write(field.getValue(), inner);
      out.append(i.hasNext() ? ",\n" : "\n");
    }
    out.append(indent).append('}');
  }

  /** Every character that a terminal or a parser might obey is escaped. */
  static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || lone(text, i)) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean lone(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
