package dev.photon.spi.api;

import dev.photon.crypto.EncodedRevocations;
import dev.photon.crypto.Role;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The registry: accounts, certificates, the market.
 *
 * <p>Callers: nobody (first contact), accounts, datacenter agents, metacenters. Each call says who
 * may make it.
 */
public interface RegistryApi {
  /** For {@link #revocationList}: no list is known. */
  long NO_LIST = -1;

  /** The most leases, or entries of the ledger, that one answer lists. */
  int MOST_LISTED = 1_000;

  /** A fresh nonce, good for one signing request within five minutes. Anyone. */
  @Callers(
      value = {Role.ACCOUNT, Role.AGENT, Role.METACENTER},
      anyone = true)
  Nonce nonce();

  /**
   * Makes an account. Anyone.
   *
   * @throws ApiException {@code CONFLICT address-unproven} when the registry has mailed a code, to
   *     be sent with the same request again; {@code DENIED wrong-code}
   */
  @Callers(value = Role.ACCOUNT, anyone = true, changes = true)
  AccountGrant accountCreate(RequestKey key, AccountRequest request);

  /** The caller's deployments, by name. Accounts. */
  @Callers(Role.ACCOUNT)
  List<MetacenterSummary> accountMetacenters();

  /** The caller's datacenters, by name. Accounts. */
  @Callers(Role.ACCOUNT)
  List<DatacenterSummary> accountDatacenters();

  /**
   * Asks for a metacenter; the answer has no place until a host has launched it. Accounts.
   *
   * @throws ApiException {@code CONFLICT name-taken} when the account has a deployment of that name
   */
  @Callers(value = Role.ACCOUNT, changes = true)
  MetacenterGrant metacenterCreate(RequestKey key, MetacenterRequest request);

  /** Ends a metacenter whose deployment was deleted; an unknown one is already done. Its owner. */
  @Callers(value = Role.ACCOUNT, changes = true)
  void metacenterDelete(RequestKey key, DeploymentId id);

  /** Exchanges what a host runs for what it shall run. Accounts that host. */
  @Callers(value = Role.ACCOUNT, changes = true)
  HostInstructions metacenterHostUpdate(HostReport report);

  /**
   * Issues the signing authority of a metacenter to the host that was told to launch it.
   *
   * @return the intermediate first, the root last
   */
  @Callers(value = Role.ACCOUNT, changes = true)
  List<X509Certificate> metacenterEnrol(RequestKey key, DeploymentId id, KeyProof authorityKey);

  /** Joins the market with a datacenter. Accounts. */
  @Callers(value = Role.ACCOUNT, changes = true)
  DatacenterGrant datacenterCreate(RequestKey key, DatacenterRequest request);

  /**
   * Makes or renews the caller's offer, and tells what it holds for leases; an older sequence than
   * known changes nothing. Agents.
   */
  @Callers(value = Role.AGENT, changes = true)
  DatacenterInstructions datacenterUpdate(DatacenterReport report);

  /** Leaves the market; an unknown one is already done. The account that joined with it. */
  @Callers(value = Role.ACCOUNT, changes = true)
  void datacenterDelete(RequestKey key, DatacenterId id);

  /** Finds the cheapest assignment of distinct datacenters, and why not. Accounts, metacenters. */
  @Callers({Role.ACCOUNT, Role.METACENTER})
  MatchResult datacenterMatch(MatchRequest request);

  /**
   * Opens a lease at no more than the quoted prices, or has an open one hold something else; sizes
   * of nodes that it has already keep their price. Of those who race for the last room one gets it.
   * Metacenters.
   *
   * @throws ApiException {@code EXHAUSTED no-room}; {@code CONFLICT price-changed}, {@code
   *     lease-closed} or {@code stale-revision}; {@code NOT_FOUND no-offer}
   */
  @Callers(value = Role.METACENTER, changes = true)
  Lease leaseOpen(RequestKey key, LeaseRequest request);

  /**
   * A lease of the caller's own. The metacenter, and the agent of the datacenter.
   *
   * @throws ApiException {@code NOT_FOUND not-found}
   */
  @Callers({Role.METACENTER, Role.AGENT})
  Lease leaseShow(LeaseId id);

  /** Closes a lease; one that is unknown or closed is already done. Its metacenter. */
  @Callers(value = Role.METACENTER, changes = true)
  void leaseClose(RequestKey key, LeaseId id);

  /**
   * The leases that are not closed, of the caller's deployments and in the caller's datacenters, in
   * the order of their ids; at most {@link #MOST_LISTED}, those after one. Accounts.
   */
  @Callers(Role.ACCOUNT)
  List<Lease> leaseList(Optional<LeaseId> after);

  /**
   * Tells what the caller has counted of its leases, at most {@link LeaseUse#MOST_REPORTED} minutes
   * of leases at once; what was told before changes nothing. Metacenters, agents.
   *
   * @throws ApiException {@code INVALID} for a minute that has not begun or is older than a day;
   *     then nothing of the report counts. A lease that is unknown is left out.
   */
  @Callers(
      value = {Role.METACENTER, Role.AGENT},
      changes = true)
  void usageReport(List<LeaseUse> uses);

  /**
   * The ledger's entries for leases of the caller's deployments, which it pays, and in its
   * datacenters, which it earns; at most {@link #MOST_LISTED}, in the order of leases and their
   * sequences. Accounts.
   */
  @Callers(Role.ACCOUNT)
  List<UsageEntry> usageList(UsageQuery query);

  /**
   * Certifies the caller's key, or another one of its own, anew before the certificate ends.
   *
   * @return leaf first, the registry's root last
   */
  @Callers(value = Role.ACCOUNT, changes = true)
  List<X509Certificate> accountRenew(RequestKey key, KeyProof accountKey);

  /** Certifies the signing authority of the caller's datacenter anew. Agents. */
  @Callers(value = Role.AGENT, changes = true)
  List<X509Certificate> datacenterRenew(RequestKey key, KeyProof authorityKey);

  /** Certifies the signing authority of a metacenter anew. Its host. */
  @Callers(value = Role.ACCOUNT, changes = true)
  List<X509Certificate> metacenterRenew(RequestKey key, DeploymentId id, KeyProof authorityKey);

  /**
   * Refuses an account from now on, everywhere within a minute; what it owns stays. The account
   * itself, or an account that shows the operator's token.
   */
  @Callers(value = Role.ACCOUNT, changes = true)
  void accountRevoke(RequestKey key, AccountId id, Revoking revoking);

  /** Refuses a metacenter from now on, and all that it has signed. Its owner, or the operator. */
  @Callers(value = Role.ACCOUNT, changes = true)
  void metacenterRevoke(RequestKey key, DeploymentId id, Revoking revoking);

  /** Refuses a datacenter from now on, and takes its offer away. Its account, or the operator. */
  @Callers(value = Role.ACCOUNT, changes = true)
  void datacenterRevoke(RequestKey key, DatacenterId id, Revoking revoking);

  /**
   * The newest list of what the registry has revoked, signed by its authority. Anyone.
   *
   * @param known the number of the list that the caller has, or {@link #NO_LIST}
   * @return empty if there is no newer one
   */
  @Callers(
      value = {Role.ACCOUNT, Role.AGENT, Role.METACENTER},
      anyone = true)
  Optional<EncodedRevocations> revocationList(long known);
}
