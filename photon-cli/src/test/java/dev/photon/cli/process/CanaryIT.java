package dev.photon.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A deployment's life with a secret in everything that may have one: none of them is told by any
 * process, or to be seen from outside, and each is kept where it must be alone, no longer than the
 * deployment is there.
 */
class CanaryIT {
  @TempDir private static Path folder;
  private static final Places TOLD = new Places();
  private static final Places KEPT = new Places();
  private static final Places SHOWN = new Places();
  private static List<Canary> canaries = List.of();

  @BeforeAll
  static void live() throws Exception {
    Sample.buildImages();
    try (CanaryRun run = new CanaryRun(folder);
        ProcessWatch watch = ProcessWatch.start()) {
      new CanaryLife(run).all(KEPT);
      canaries = run.canaries();
      TOLD.addFiles(run.told);
      for (ProcessWatch.Seen seen : watch.seen()) {
        SHOWN.add(run.place(seen), seen.text());
      }
      assertThat(watch.rounds()).isGreaterThan(500);
    }
  }

  private static List<Canary> named(String part) {
    return canaries.stream().filter(canary -> canary.name().contains(part)).toList();
  }

  private static List<Canary> notKeys() {
    List<Canary> others = new ArrayList<>(canaries);
    others.removeAll(named("key of "));
    return others;
  }

  /** Each of these was planted, and would be missed here if it was not. */
  @Test
  void allKindsOfSecretsAreLookedFor() {
    Set<String> names = new TreeSet<>();
    notKeys().forEach(canary -> names.add(canary.name()));
    assertThat(names)
        .containsExactly(
            "code of bob@example.com",
            "code of ops@example.com",
            "datacenters' passphrase",
            "enrol token",
            "env",
            "invitation",
            "mail password",
            "metacenter's passphrase",
            "operator token",
            "registry's passphrase",
            "webhook's address",
            "webhook's secret",
            "wrong passphrase",
            "wrong token");
    assertThat(named("key of ")).hasSizeGreaterThan(8);
  }

  /** Standard output and standard error of all: answers, errors with their traces, and logs. */
  @Test
  void nothingIsToldButTheInvitationToWhoAskedForIt() {
    assertThat(TOLD.of(canaries)).singleElement().asString().matches("invitation: out\\d+\\.txt");
    assertThat(TOLD.of(List.of(Canary.text("PEM", "PRIVATE KEY-----")))).isEmpty();
    assertThat(TOLD.matching(".*\\.log")).contains("TRACE", "launched shop-");
  }

  @Test
  void noProcessShowsAnyButTheOneThatWasGivenItsPassphraseThatWay() {
    assertThat(SHOWN.of(canaries))
        .allMatch(
            found ->
                found.equals("metacenter's passphrase: environ of the metacenter host")
                    || found.matches("env: environ of \\d+ in a container"))
        .contains("metacenter's passphrase: environ of the metacenter host");
  }

  /** Whole revisions by the metacenter, whole parts by agents; tokens in a file; codes nowhere. */
  @Test
  void eachIsKeptWhereItMustBeAlone() {
    String metacenter = "ops/metacenter/metacenter\\.db(-wal| revision\\.document)?";
    String agent = "ops/datacenters/(west|east)/datacenter\\.db(-wal| part\\.body)?";
    assertThat(KEPT.of(notKeys()))
        .contains(
            "enrol token: ops/registry/enrol-token",
            "operator token: ops/registry/operator-token",
            "env: ops/datacenters/east/datacenter.db part.body",
            "env: ops/datacenters/west/datacenter.db part.body",
            "env: ops/metacenter/metacenter.db revision.document",
            "webhook's address: ops/metacenter/metacenter.db revision.document",
            "webhook's secret: ops/metacenter/metacenter.db revision.document")
        .allMatch(
            found ->
                found.matches("(enrol|operator) token: ops/registry/.*-token")
                    || found.matches("(env|webhook's (secret|address)): " + metacenter)
                    || found.matches("env: " + agent));
  }

  /** But what is public: the list of revoked certificates, signed as they are. */
  @Test
  void whatIsKeptIsForItsOwnerAlone() {
    assertThat(KEPT.openToOthers()).allMatch(file -> file.endsWith("/revoked.crl"));
  }

  @Test
  void eachKeyIsInItsOwnFileAndThoseOfAuthoritiesAreNotToBeRead() {
    Set<String> own = new TreeSet<>();
    for (Canary key : named("key of ")) {
      String file = key.name().substring("key of ".length());
      if (!file.endsWith("/root.pem") && !file.endsWith("/authority.pem")) {
        own.add(key.name() + ": " + file);
      }
    }
    assertThat(own).hasSizeGreaterThan(4);
    assertThat(KEPT.of(named("key of "))).isEqualTo(own);
  }
}
