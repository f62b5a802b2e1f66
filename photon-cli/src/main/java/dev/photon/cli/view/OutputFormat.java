package dev.photon.cli.view;

import java.util.Locale;

/** How a command shows what it found. */
public enum OutputFormat {
  /** For people; its layout may change. */
  TEXT,
  /** For programs; names are never changed, only added. */
  JSON,
  /** The same data as {@link #JSON}. */
  YAML;

  /** As typed: {@code text}, {@code json}, {@code yaml}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Writes data, with a line break at its end. Not for {@link #TEXT}. */
  public String write(Data data) {
    return switch (this) {
      case JSON -> JsonText.of(data);
      case YAML -> YamlText.of(data);
      case TEXT -> throw new IllegalArgumentException("text has a layout of its own");
    };
  }
}
