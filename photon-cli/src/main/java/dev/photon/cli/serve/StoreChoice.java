package dev.photon.cli.serve;

import dev.photon.core.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which store a server keeps what it knows in: a file in its folder, or the PostgreSQL database
 * that it was once told. That is remembered in the folder, or a start without the option would
 * begin anew, with nothing.
 */
public record StoreChoice(Path folder, String file, String schema) {
  /** In a server's folder: which database it keeps what it knows in, if that is no file there. */
  public static final String NOTE = "store-url";

  private static final long LONGEST = 8 * 1024;

  /**
   * Opens the store.
   *
   * @param asked a JDBC URL, if one was given
   * @throws ServeException if it is another one than before, or cannot be opened
   */
  Store open(Optional<String> asked) {
    Optional<String> known = remembered();
    if (asked.isEmpty() && known.isEmpty()) {
      return Folders.store(folder.resolve(file), schema);
    }
    if (known.isEmpty() && Files.exists(folder.resolve(file))) {
      throw new ServeException(
          "'%s' keeps what it knows in its '%s', and would begin anew in another store"
              .formatted(folder, file),
          Optional.of("leave out --store, or name another --state"),
          null);
    }
    if (asked.isPresent() && known.isPresent() && !known.equals(asked)) {
      throw new ServeException(
          "'%s' keeps what it knows in another store: %s".formatted(folder, shown(known.get())),
          Optional.of(
              "leave out --store; if that store was moved, change the URL in '" + note() + "'"),
          null);
    }
    String url = asked.or(() -> known).orElseThrow();
    Store store = Folders.store(url, schema);
    if (known.isEmpty()) {
      remember(store, url);
    }
    return store;
  }

  /** Without what may hold a secret. */
  private static String shown(String url) {
    return url.replaceFirst("[?].*", "");
  }

  private Path note() {
    return folder.resolve(NOTE);
  }

  private Optional<String> remembered() {
    try {
      if (!Files.exists(note())) {
        return Optional.empty();
      }
      if (Files.size(note()) > LONGEST) {
        throw new IOException("'" + note() + "' is no URL of a store");
      }
      return Optional.of(Files.readString(note()).strip());
    } catch (IOException e) {
      throw ServeException.of("cannot read which store is used", e);
    }
  }

  private void remember(Store store, String url) {
    try {
      Files.writeString(note(), url + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      store.close();
      throw ServeException.of("cannot note which store is used", e);
    }
  }
}
