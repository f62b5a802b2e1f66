package dev.photon.cli.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The private keys in PEM files, read without Photon. */
final class PrivateKeys {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN (ENCRYPTED )?PRIVATE KEY-----([^-]+)-----END");

  private PrivateKeys() {}

  /** All of a file; what is encrypted is, with one of these passphrases. */
  static List<PrivateKey> in(Path file, List<Path> passphrases) throws Exception {
    List<PrivateKey> keys = new ArrayList<>();
    Matcher pem = PEM.matcher(Files.readString(file));
    while (pem.find()) {
      byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
      var spec =
          pem.group(1) == null ? new PKCS8EncodedKeySpec(der) : decrypted(file, der, passphrases);
      keys.add(KeyFactory.getInstance("EC").generatePrivate(spec));
    }
    return keys;
  }

  private static PKCS8EncodedKeySpec decrypted(Path file, byte[] der, List<Path> passphrases)
      throws Exception {
    var info = new EncryptedPrivateKeyInfo(der);
    var none = new AssertionError(file + " opens with none of " + passphrases);
    String scheme = info.getAlgParameters().toString();
    for (Path passphrase : passphrases) {
      var secret = new PBEKeySpec(Files.readString(passphrase).strip().toCharArray());
      try {
        Cipher cipher = Cipher.getInstance(scheme);
        cipher.init(
            Cipher.DECRYPT_MODE,
            SecretKeyFactory.getInstance(scheme).generateSecret(secret),
            info.getAlgParameters());
        return info.getKeySpec(cipher);
      } catch (GeneralSecurityException e) {
        none.addSuppressed(e); // perhaps it is that of another server
      }
    }
    throw none;
  }
}
