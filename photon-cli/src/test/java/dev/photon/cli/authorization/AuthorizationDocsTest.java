package dev.photon.cli.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.command.Golden;
import dev.photon.crypto.Role;
import dev.photon.spi.api.Callers;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.Right;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The document for operators is what stands at the calls. */
class AuthorizationDocsTest {
  private static final Path DOCS = Path.of("..", "docs");

  private static final String INTRODUCTION =
      """
      # Who may call what

      Each call of each API says which roles may make it; nobody else may, and a call that says nothing may be made by nobody. The
      tables below are what stands at the calls in the source, written by a test, which fails when they differ. They are the
      first question. The second is whether a thing that a call names is the caller's own: it is looked up with the thing, on every
      call, and what is another's is answered like what was never there.

      - **anyone** has no certificate. Where a table has no such column, the connection itself is refused without one.
      - **account** is an account of the registry; **agent** the agent of a datacenter; **metacenter** a deployment's manager.
      - **viewer**, **operator** and **owner** are accounts of the one metacenter that is called, by what they were given there.
      - **changes** marks calls that are refused while a server has not heard for a day what has been revoked.

      A refusal is one line of the log `dev.photon.audit`, at level `info`: what was called, by whom, at whom, and the reason; nothing
      of the request. A connection that is refused in its handshake is one line, too, with what was wrong with the certificate.
      """;

  @Test
  void theTablesAreWhatStandsAtTheCalls() throws Exception {
    String text =
        INTRODUCTION
            + section("Registry", RegistryApi.class, true)
            + section("Metacenter", MetacenterApi.class, false)
            + section("Datacenter", DatacenterApi.class, false);
    Golden.assertSame(DOCS.resolve("authorization.md"), text);
    assertThat(Files.readString(DOCS.resolve("operators.md"))).contains("(authorization.md)");
  }

  private static String section(String title, Class<?> api, boolean anyone) {
    List<String> columns =
        api == MetacenterApi.class
            ? List.of("account", "agent", "viewer", "operator", "owner")
            : anyone ? List.of("anyone", "account", "agent", "metacenter") : List.of("metacenter");
    StringBuilder section =
        new StringBuilder(
            "\n## %s\n\n| call | %s | changes |\n|".formatted(title, String.join(" | ", columns)));
    section.append(" --- |".repeat(columns.size() + 2)).append("\n");
    Arrays.stream(api.getMethods())
        .sorted(Comparator.comparing(Method::getName))
        .forEach(call -> section.append(line(call, columns)));
    return section.toString();
  }

  private static String line(Method call, List<String> columns) {
    Callers rule = call.getAnnotation(Callers.class);
    StringBuilder line = new StringBuilder("| `" + call.getName() + "` |");
    int roles = 0;
    for (String column : columns) {
      boolean may = may(rule, column);
      roles += may ? 1 : 0;
      line.append(may ? " yes |" : " |");
    }
    assertThat(roles).as("columns that %s has", call).isPositive();
    assertThat(rule.value())
        .as("roles of %s that no column shows", call)
        .isSubsetOf(Role.ACCOUNT, Role.AGENT, Role.METACENTER, Role.METACENTER_ACCOUNT);
    return line.append(rule.changes() ? " yes |\n" : " |\n").toString();
  }

  private static boolean may(Callers rule, String column) {
    List<Role> roles = List.of(rule.value());
    return switch (column) {
      case "anyone" -> rule.anyone();
      case "viewer" -> may(rule, Right.VIEW);
      case "operator" -> may(rule, Right.OPERATE);
      case "owner" -> may(rule, Right.OWN);
      default -> roles.contains(Role.valueOf(column.toUpperCase(Locale.ROOT)));
    };
  }

  private static boolean may(Callers rule, Right given) {
    return List.of(rule.value()).contains(Role.METACENTER_ACCOUNT) && given.includes(rule.right());
  }
}
