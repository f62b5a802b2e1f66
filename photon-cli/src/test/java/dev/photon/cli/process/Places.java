package dev.photon.cli.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Texts and the places where they stand, and in which of them a secret is. */
final class Places {
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final Map<String, StringBuilder> texts = new TreeMap<>();
  private final Set<String> open = new TreeSet<>();

  void add(String place, String text) {
    texts.computeIfAbsent(place, p -> new StringBuilder()).append(text).append('\n');
  }

  /** All files below a folder, whatever they are. */
  void addFiles(Path folder) throws IOException {
    for (Path file : files(folder)) {
      String place = folder.relativize(file).toString();
      add(place, new String(Files.readAllBytes(file), ISO_8859_1));
      if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        open.add(place);
      }
    }
  }

  /** All that the databases below a folder hold, by table and column. */
  void addRows(Path folder) throws Exception {
    for (Path file : files(folder)) {
      if (file.toString().endsWith(".db")) {
        try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro")) {
          for (String table : tables(connection)) {
            addRows(folder.relativize(file) + " " + table, connection, table);
          }
        }
      }
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
      while (rows.next()) {
        tables.add(rows.getString("TABLE_NAME"));
      }
    }
    return tables;
  }

  private void addRows(String place, Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          byte[] bytes = rows.getBytes(i);
          if (bytes != null) {
            add(place + "." + rows.getMetaData().getColumnName(i), new String(bytes, ISO_8859_1));
          }
        }
      }
    }
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** The files that others than their owner can use. */
  Set<String> openToOthers() {
    return Set.copyOf(open);
  }

  /** All texts of the places that are called so. */
  String matching(String place) {
    StringBuilder all = new StringBuilder();
    texts.forEach((name, text) -> all.append(name.matches(place) ? text : ""));
    return all.toString();
  }

  /** Which secret is where: {@code name: place} each. */
  Set<String> of(Collection<Canary> canaries) {
    Set<String> found = new TreeSet<>();
    texts.forEach(
        (place, text) -> {
          String all = text.toString();
          canaries.stream()
              .filter(canary -> canary.isIn(all))
              .forEach(canary -> found.add(canary.name() + ": " + place));
        });
    return found;
  }
}
