package dev.photon.cli.command;

import dev.photon.cli.view.Data;
import dev.photon.cli.view.Style;
import dev.photon.cli.view.Table;
import dev.photon.spi.api.Access;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.Right;
import java.util.List;

/** Access to deployments, as people type and read it. */
final class AccessText {
  private AccessText() {}

  static Right right(String role) throws CommandFailure {
    return switch (role) {
      case "viewer" -> Right.VIEW;
      case "operator" -> Right.OPERATE;
      default ->
          throw CommandFailure.usage("--role: '" + role + "' is no role", "use viewer or operator");
    };
  }

  static String role(Right right) {
    return switch (right) {
      case VIEW -> "viewer";
      case OPERATE -> "operator";
      case OWN -> "owner";
    };
  }

  static String text(List<Access> accesses, Style style) {
    if (accesses.isEmpty()) {
      return "nobody else has access\n";
    }
    Table table = new Table("EMAIL", "ROLE", "UNTIL", "ACCEPTED BY");
    for (Access access : accesses) {
      table.row(
          access.email(),
          role(access.right()),
          access.until().toString(),
          access.account().map(AccountId::value).orElse("nobody yet"));
    }
    return table.text(style);
  }

  static Data data(List<Access> accesses) {
    return Data.fields().add("access", Data.items(accesses, AccessText::data)).build();
  }

  private static Data data(Access access) {
    return Data.fields()
        .add("email", access.email())
        .add("role", role(access.right()))
        .add("until", access.until().toString())
        .addIfAny("account", access.account().map(AccountId::value))
        .build();
  }
}
