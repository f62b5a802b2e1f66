package dev.photon.crypto;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;

/**
 * How the keys of authorities are written: encrypted with a passphrase, or in the clear. The keys
 * of those who only authenticate are in the clear always: they live for days, and are renewed when
 * nobody is there.
 *
 * <p>One is made at the start of a server and kept: the passphrase is turned into a key once, which
 * takes a while on purpose. {@link #close} wipes the passphrases. Thread-safe.
 */
public final class KeyProtection implements AutoCloseable {
  /** Nothing is encrypted; what is, cannot be read. */
  public static final KeyProtection PLAIN = new KeyProtection(List.of());

  /** What is written with first, and then what may have been written with before. */
  private final List<KeyEncryption> passphrases;

  KeyProtection(List<KeyEncryption> passphrases) {
    this.passphrases = List.copyOf(passphrases);
  }

  /** Encrypts with a passphrase; a key that is found in the clear is encrypted when it is read. */
  public static KeyProtection with(Passphrase passphrase) {
    return new KeyProtection(List.of(new KeyEncryption(passphrase)));
  }

  /** The same, and what is encrypted with the old passphrase is encrypted anew when it is read. */
  public static KeyProtection with(Passphrase passphrase, Passphrase old) {
    return new KeyProtection(List.of(new KeyEncryption(passphrase), new KeyEncryption(old)));
  }

  /** Whether keys are in the clear. */
  public boolean isPlain() {
    return passphrases.isEmpty();
  }

  /** How often a key was derived from a passphrase. */
  int derivations() {
    return passphrases.stream().mapToInt(KeyEncryption::derivations).sum();
  }

  /** Throws if new keys may not be written with this passphrase. */
  void requireForNewKeys(Path path) throws UnsafeKeyStoreException {
    if (!isPlain() && !passphrases.get(0).passphrase().isLongEnoughForNewKeys()) {
      throw new UnsafeKeyStoreException(
          path,
          "a passphrase for new keys has at least "
              + Passphrase.MIN_LENGTH_FOR_NEW_KEYS
              + " characters; choose a longer one");
    }
  }

  /** Writes a key as it is kept in the file. */
  String encode(Path file, PrivateKey key, boolean authority) throws UnsafeKeyStoreException {
    if (isPlain() || !authority) {
      return Pem.encode(key);
    }
    requireForNewKeys(file);
    return Pem.encodeEncrypted(passphrases.get(0).encrypt(key.getEncoded()));
  }

  /**
   * A key that was kept in a file.
   *
   * @param asWritten whether it would be written so today
   */
  record Unlocked(PrivateKey key, boolean asWritten) {}

  Unlocked unlock(Path file, Pem.Block key, boolean authority)
      throws UnsafeKeyStoreException, CertificateRejectedException {
    if (!key.isEncryptedKey()) {
      return new Unlocked(Pem.privateKey(key), isPlain() || !authority);
    }
    if (isPlain()) {
      throw new UnsafeKeyStoreException(
          file, "its key is encrypted; give the passphrase that it was encrypted with");
    }
    for (KeyEncryption passphrase : passphrases) {
      Optional<KeyEncryption.Decrypted> decrypted = passphrase.decrypt(key.content());
      if (decrypted.isPresent()) {
        boolean first = passphrase == passphrases.get(0);
        return new Unlocked(
            Pem.privateKey(decrypted.get().key()), first && decrypted.get().asWritten());
      }
    }
    throw new UnsafeKeyStoreException(
        file,
        "its key is not encrypted with this passphrase, or is damaged; give the right one, or put"
            + " a copy of the file in its place");
  }

  @Override
  public void close() {
    passphrases.forEach(KeyEncryption::close);
  }

  @Override
  public String toString() {
    return isPlain() ? "in the clear" : "encrypted with ***";
  }
}
