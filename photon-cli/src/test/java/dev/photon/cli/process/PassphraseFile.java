package dev.photon.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file with a passphrase that only its owner can read. */
final class PassphraseFile {
  static final String TEXT = "correct horse battery staple";

  private PassphraseFile() {}

  static Path in(Path folder) throws IOException {
    return in(folder, "passphrase", TEXT);
  }

  static Path in(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, text + "\n");
  }
}
