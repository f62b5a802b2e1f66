package dev.photon.spi.api;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The registry: accounts, certificates, the market.
 *
 * <p>Callers: nobody (first contact), accounts, datacenter agents, metacenters. Each call says who
 * may make it.
 */
public interface RegistryApi {

  /** A fresh nonce, good for one signing request within five minutes. Anyone. */
  Nonce nonce();

  /** Makes an account. Anyone. */
  AccountGrant accountCreate(RequestKey key, AccountRequest request);

  /** The caller's deployments, by name. Accounts. */
  List<MetacenterSummary> accountMetacenters();

  /** The caller's datacenters, by name. Accounts. */
  List<DatacenterSummary> accountDatacenters();

  /**
   * Asks for a metacenter; the answer has no place until a host has launched it. Accounts.
   *
   * @throws ApiException {@code CONFLICT name-taken} when the account has a deployment of that name
   */
  MetacenterGrant metacenterCreate(RequestKey key, MetacenterRequest request);

  /** Ends a metacenter whose deployment was deleted; an unknown one is already done. Its owner. */
  void metacenterDelete(RequestKey key, DeploymentId id);

  /** Exchanges what a host runs for what it shall run. Accounts that host. */
  HostInstructions metacenterHostUpdate(HostReport report);

  /**
   * Issues the signing authority of a metacenter to the host that was told to launch it.
   *
   * @return the intermediate first, the root last
   */
  List<X509Certificate> metacenterEnrol(RequestKey key, DeploymentId id, KeyProof authorityKey);

  /** Joins the market with a datacenter. Accounts. */
  DatacenterGrant datacenterCreate(RequestKey key, DatacenterRequest request);

  /** Makes or renews the caller's offer; an older sequence than known changes nothing. Agents. */
  void datacenterUpdate(Offer offer);

  /** Leaves the market; an unknown one is already done. The account that joined with it. */
  void datacenterDelete(RequestKey key, DatacenterId id);

  /** Finds the cheapest assignment of distinct datacenters, and why not. Accounts, metacenters. */
  MatchResult datacenterMatch(MatchRequest request);
}
