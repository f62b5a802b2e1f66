package dev.photon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A verifier of others, which trusts one root alone; a program of this machine. */
record OutsideVerifier(Path folder, X509Certificate root) {

  /** What a verifier said, and whether that was yes. */
  record Answer(boolean good, String said) {}

  /**
   * OpenSSL at its strictest.
   *
   * @param dnsName what a server is called by; empty for a client
   */
  Answer openssl(List<X509Certificate> chain, Purpose purpose, String dnsName, Instant time)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("openssl", "verify", "-x509_strict", "-check_ss_sig", "-no-CApath"));
    command.addAll(List.of("-no-CAstore", "-CAfile", file("root", List.of(root))));
    command.addAll(List.of("-attime", Long.toString(time.getEpochSecond())));
    command.addAll(List.of("-purpose", purpose == Purpose.CLIENT ? "sslclient" : "sslserver"));
    if (!dnsName.isEmpty()) {
      command.addAll(List.of("-verify_hostname", dnsName));
    }
    if (chain.size() > 1) {
      command.addAll(List.of("-untrusted", file("issuers", chain.subList(1, chain.size()))));
    }
    command.add(file("leaf", chain.subList(0, 1)));
    return run(command);
  }

  /** GnuTLS at its highest profile. It takes its time from the machine. */
  Answer gnutls(List<X509Certificate> chain, Purpose purpose, String dnsName) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("certtool", "--verify", "--verify-profile=high"));
    command.addAll(List.of("--load-ca-certificate", file("root", List.of(root))));
    command.addAll(List.of("--infile", file("chain", chain)));
    command.add("--verify-purpose=1.3.6.1.5.5.7.3." + (purpose == Purpose.CLIENT ? 2 : 1));
    if (!dnsName.isEmpty()) {
      command.add("--verify-hostname=" + dnsName);
    }
    return run(command);
  }

  private String file(String name, List<X509Certificate> certificates) throws IOException {
    return Files.writeString(folder.resolve(name + ".pem"), Pem.encode(certificates)).toString();
  }

  private Answer run(List<String> command) throws InterruptedException, IOException {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("LC_ALL", "C");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new AssertionError(
          command.get(0) + " is not installed; 'dev/verifiers' brings what this test needs", e);
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
    return new Answer(process.exitValue() == 0, Files.readString(output));
  }
}
