package dev.photon.cli.view;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes data as YAML 1.2 in block style; a text that could be read as anything else is quoted. */
final class YamlText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./@-]*");
  private static final Pattern WORD =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|nan|inf");

  private final StringBuilder out = new StringBuilder();

  private YamlText() {}

  static String of(Data data) {
    YamlText text = new YamlText();
    text.write(data, 0, false);
    return text.out.toString();
  }

  /** Writes a value up to its line break; {@code inline} after {@code key:} or {@code -}. */
  private void write(Data data, int depth, boolean inline) {
    if (data instanceof Data.Items items && !items.items().isEmpty()) {
      writeItems(items.items(), depth, inline);
    } else if (data instanceof Data.Fields fields && !fields.fields().isEmpty()) {
      out.append(inline ? "\n" : "");
      writeFields(fields.fields(), depth, false);
    } else {
      out.append(inline ? " " : "");
      scalar(data);
      out.append('\n');
    }
  }

  private void writeItems(List<Data> items, int depth, boolean inline) {
    out.append(inline ? "\n" : "");
    for (Data item : items) {
      out.append("  ".repeat(depth)).append('-');
      if (item instanceof Data.Fields fields && !fields.fields().isEmpty()) {
        out.append(' ');
        writeFields(fields.fields(), depth + 1, true);
      } else {
        write(item, depth + 1, true);
      }
    }
  }

  private void writeFields(Map<String, Data> fields, int depth, boolean firstIsPlaced) {
    boolean placed = firstIsPlaced;
    for (Map.Entry<String, Data> field : fields.entrySet()) {
      out.append(placed ? "" : "  ".repeat(depth));
      placed = false;
      text(field.getKey());
      out.append(':');
      write(field.getValue(), depth + 1, true);
    }
  }

  private void scalar(Data data) {
    if (data instanceof Data.Text text) {
      text(text.value());
    } else if (data instanceof Data.Whole number) {
      out.append(number.value());
    } else if (data instanceof Data.Flag flag) {
      out.append(flag.value());
    } else if (data instanceof Data.Items) {
      out.append("[]");
    } else if (data instanceof Data.Fields) {
      out.append("{}");
    } else {
      throw new AssertionError(data);
    }
  }

  private void text(String value) {
    if (PLAIN.matcher(value).matches() && !WORD.matcher(value).matches()) {
      out.append(value);
    } else {
      JsonText.quote(out, value);
    }
  }
}
