package dev.photon.cli.command;

import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

/**
 * A state folder as the commands leave it, with real certificates of a registry that nobody serves,
 * all of them issued some time ago.
 */
record KeptState(Path folder, CertificateAuthority root, Clock then) {

  static KeptState of(Path folder, Duration ago) {
    Clock then = Clock.fixed(Clock.systemUTC().instant().minus(ago), ZoneOffset.UTC);
    return new KeptState(folder, CertificateAuthority.createRoot(then, new SecureRandom()), then);
  }

  /** An account at this registry, which is said to be at port 1 of the host. */
  Credentials account(String host, String id, String email) throws Exception {
    Credentials own = root.issueOwn(Identity.account(root.registry(), id));
    Path kept = folder.resolve("accounts").resolve(root.registry() + "." + id);
    KeyStoreDirectory.open(kept).save("account", own);
    Files.writeString(
        kept.resolve("account.properties"),
        "host=%s\nport=1\nid=%s\nemail=%s\nfingerprint=%s\n"
            .formatted(host, id, email, root.fingerprint()));
    return own;
  }

  /** The access of an account to a deployment, whose metacenter is said to be at port 1. */
  Credentials access(String name, String account) throws Exception {
    CertificateAuthority metacenter =
        authority(Identity.metacenterAuthority(root.registry(), name));
    Identity owner = Identity.metacenterAccount(root.registry(), name, account);
    Credentials own = metacenter.issueOwn(owner, Duration.ofDays(90));
    Path kept = folder.resolve("deployments").resolve(name);
    KeyStoreDirectory.open(kept).save("owner", own);
    Files.writeString(
        kept.resolve("deployment.properties"),
        "id=%s\nregistry=%s\nhost=localhost\nport=1\n".formatted(name, root.registry()));
    return own;
  }

  /** What a datacenter of this registry presents. */
  Credentials agent() throws Exception {
    return authority(Identity.datacenterAuthority(root.registry(), "west"))
        .issueOwn(Identity.agent(root.registry(), "west"));
  }

  private CertificateAuthority authority(Identity identity) throws Exception {
    return CertificateAuthority.open(root.issueOwn(identity), then, new SecureRandom());
  }
}
