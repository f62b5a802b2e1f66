package dev.photon.core.client;

import dev.photon.config.DeploymentConfig;
import dev.photon.core.client.ClientException.Kind;
import dev.photon.core.match.Requirements;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterSummary;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MetacenterSummary;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The market as one account sees it. */
final class MarketCalls {
  private final Account account;
  private final RegistryApi registry;

  MarketCalls(Account account, RegistryApi registry) {
    this.account = account;
    this.registry = registry;
  }

  MatchResult search(DeploymentConfig config) throws ClientException {
    MatchRequest request = new MatchRequest(Requirements.of(config), Set.of());
    return call(Deadline.in(PhotonClient.SHORT), () -> registry.datacenterMatch(request));
  }

  List<Lease> leasesOfDeployments() throws ClientException {
    Deadline deadline = Deadline.in(PhotonClient.SHORT);
    Set<DeploymentId> own =
        call(deadline, registry::accountMetacenters).stream()
            .map(MetacenterSummary::id)
            .collect(Collectors.toSet());
    return leases(deadline).stream().filter(l -> own.contains(l.id().deployment())).toList();
  }

  List<Lease> leasesInDatacenters() throws ClientException {
    Deadline deadline = Deadline.in(PhotonClient.SHORT);
    Set<DatacenterId> own =
        call(deadline, registry::accountDatacenters).stream()
            .map(DatacenterSummary::id)
            .collect(Collectors.toSet());
    return leases(deadline).stream().filter(l -> own.contains(l.datacenter())).toList();
  }

  /** Of both sides. */
  private List<Lease> leases(Deadline deadline) throws ClientException {
    List<Lease> all = new ArrayList<>();
    List<Lease> page;
    do {
      Optional<LeaseId> after =
          all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).id());
      page = call(deadline, () -> registry.leaseList(after));
      all.addAll(page);
    } while (page.size() == RegistryApi.MOST_LISTED);
    return all;
  }

  /** At most {@value LedgerPages#MOST_KEPT}. */
  List<UsageEntry> usage(Instant from, Instant until) throws ClientException {
    LedgerPages ledger = ledger(new UsageQuery(from, until, Optional.empty()));
    List<UsageEntry> entries = new ArrayList<>();
    for (Optional<UsageEntry> next = ledger.next(); next.isPresent(); next = ledger.next()) {
      if (entries.size() == LedgerPages.MOST_KEPT) {
        throw new ClientException(
            Kind.REFUSED,
            "there are more than " + LedgerPages.MOST_KEPT + " entries",
            "ask for those of less time");
      }
      entries.add(next.get());
    }
    return entries;
  }

  /** The entries that a query asks for; there is half a minute for each page of them. */
  LedgerPages ledger(UsageQuery query) {
    return new LedgerPages(
        query, page -> call(Deadline.in(PhotonClient.SHORT), () -> registry.usageList(page)));
  }

  private <T> T call(Deadline deadline, Supplier<T> question) throws ClientException {
    return Calls.call(Names.registry(account.endpoint()), deadline, question);
  }
}
