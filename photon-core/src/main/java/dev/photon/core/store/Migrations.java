package dev.photon.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The steps that make and change the tables of one schema: the resources {@code <schema>/1.sql},
 * {@code 2.sql} and so on beside this class. A statement ends with a semicolon at the end of a
 * line. A step that was applied somewhere never changes again; what is new is a new step.
 *
 * @param steps the text of each, from the first
 */
record Migrations(String schema, List<String> steps) {
  Migrations {
    steps = List.copyOf(steps);
  }

  static Migrations of(String schema) {
    List<String> steps = new ArrayList<>();
    while (true) {
      String name = schema + "/" + (steps.size() + 1) + ".sql";
      try (InputStream file = Migrations.class.getResourceAsStream(name)) {
        if (file == null) {
          break;
        }
        steps.add(new String(file.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new StoreException("cannot read the resource " + name, e);
      }
    }
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("there is no schema '" + schema + "': it has no 1.sql");
    }
    return new Migrations(schema, steps);
  }

  /** Applies the steps that the database does not have yet; returns how many it has then. */
  int apply(Transaction tx, String database) {
    tx.update(
        "CREATE TABLE IF NOT EXISTS photon_schema (name TEXT NOT NULL, version BIGINT NOT NULL,"
            + " digest TEXT NOT NULL, PRIMARY KEY (name, version))");
    List<String> applied =
        tx.query(
            "SELECT digest FROM photon_schema WHERE name = ? ORDER BY version",
            row -> row.text("digest"),
            schema);
    if (applied.size() > steps.size()) {
      throw new StoreException(
          "%s was written by a newer Photon: its tables '%s' are at step %d, this build knows %d; run the newer build, or restore a backup from before the upgrade"
              .formatted(database, schema, applied.size(), steps.size()));
    }
    for (int i = 0; i < steps.size(); i++) {
      String digest = digest(steps.get(i));
      if (i >= applied.size()) {
        statements(steps.get(i)).forEach(tx::update);
        tx.update(
            "INSERT INTO photon_schema (name, version, digest) VALUES (?, ?, ?)",
            schema,
            i + 1,
            digest);
      } else if (!applied.get(i).equals(digest)) {
        throw new StoreException(
            "%s was written by another build of Photon: step %d of its tables '%s' is not this build's; use that build, or another state folder"
                .formatted(database, i + 1, schema));
      }
    }
    return steps.size();
  }

  static List<String> statements(String step) {
    String code =
        step.lines()
            .filter(line -> !line.stripLeading().startsWith("--"))
            .collect(Collectors.joining("\n"));
    List<String> statements = new ArrayList<>();
    for (String statement : code.split(";[ \\t]*(\n|$)", -1)) {
      if (!statement.isBlank()) {
        statements.add(statement.strip());
      }
    }
    return statements;
  }

  private static String digest(String step) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(step.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
