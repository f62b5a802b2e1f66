package dev.photon.core.client;

import dev.photon.core.client.ClientException.Kind;
import dev.photon.core.plugin.Suggestion;
import dev.photon.spi.api.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which account is meant. Pure.
 *
 * @param all those that are kept here
 * @param chosen the one that was made the default, if it is still among them
 */
record AccountChoice(List<Account> all, Optional<Account> chosen) {
  AccountChoice {
    all = List.copyOf(all);
  }

  /** The one that is meant where none is named: the chosen one, or the only one. */
  Optional<Account> byDefault() {
    return chosen.or(() -> all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty());
  }

  /** Those at a registry; all where none is named. */
  List<Account> at(Optional<Endpoint> registry) {
    return all.stream()
        .filter(a -> registry.isEmpty() || a.endpoint().address().equals(registry.get().address()))
        .toList();
  }

  /** The one at a registry; without one named, the default. */
  Account one(Optional<Endpoint> registry) throws ClientException {
    List<Account> meant = at(registry);
    if (meant.isEmpty()) {
      throw none(registry);
    }
    if (meant.size() == 1) {
      return meant.get(0);
    }
    Optional<Account> preferred = chosen.filter(meant::contains);
    if (preferred.isPresent()) {
      return preferred.get();
    }
    throw new ClientException(
        Kind.INVALID,
        registry
            .map(r -> "there are several accounts at " + r.address())
            .orElse("there are several accounts, and none of them is the default"),
        registry.isEmpty() && registries(meant) > 1
            ? "choose a registry with -h, or make one the default with 'photon account use': "
                + listed(meant)
            : "make one the default with 'photon account use': " + listed(meant));
  }

  /** The one that a person's word says: its registry's address or name, its e-mail or its id. */
  Account named(String name) throws ClientException {
    List<Account> meant = all.stream().filter(a -> names(a).contains(name)).toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    if (all.isEmpty()) {
      throw none(Optional.empty());
    }
    if (meant.isEmpty()) {
      Set<String> known = new LinkedHashSet<>();
      all.forEach(account -> known.addAll(names(account)));
      throw new ClientException(
          Kind.INVALID,
          "there is no account '" + name + "' here",
          Suggestion.nearest(name, known).map(n -> "did you mean '" + n + "'? ").orElse("")
              + "'photon account list' shows them");
    }
    throw new ClientException(
        Kind.INVALID,
        "'" + name + "' says " + meant.size() + " accounts",
        "say one by its id: " + listed(meant));
  }

  private static List<String> names(Account account) {
    return List.of(
        account.endpoint().address(),
        account.endpoint().host(),
        account.registry(),
        account.email(),
        account.id().value());
  }

  private static ClientException none(Optional<Endpoint> registry) {
    return new ClientException(
        Kind.INVALID,
        "there is no account" + registry.map(r -> " at " + r.address()).orElse("") + " yet",
        "run: photon register EMAIL -h "
            + registry.map(Endpoint::address).orElse("HOST")
            + " --ca-fingerprint sha256:…");
  }

  private static long registries(List<Account> accounts) {
    return accounts.stream().map(a -> a.endpoint().address()).distinct().count();
  }

  private static String listed(List<Account> accounts) {
    List<String> listed = new ArrayList<>();
    for (Account account : accounts) {
      listed.add(
          account.id() + " (" + account.email() + " at " + account.endpoint().address() + ")");
    }
    return String.join(", ", listed);
  }
}
