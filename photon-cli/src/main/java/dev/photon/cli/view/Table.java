package dev.photon.cli.view;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, in columns as wide as their widest cell. */
public final class Table {
  private static final int WIDEST_CELL = 120;

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row; an empty cell is shown as a dash. */
  public Table row(String... cells) {
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(cell.isEmpty() ? "-" : Words.line(cell, WIDEST_CELL));
    }
    rows.add(row);
    return this;
  }

  public boolean isEmpty() {
    return rows.size() == 1;
  }

  /** The table, each line with a line break. */
  public String text(Style style) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i));
        if (i + 1 < row.size()) {
          line.append(" ".repeat(widths[i] - length(row.get(i)) + 2));
        }
      }
      boolean headings = row == rows.get(0);
      text.append(headings ? style.strong(line.toString()) : line).append('\n');
    }
    return text.toString();
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
