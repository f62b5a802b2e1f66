package dev.photon.spi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.DatacenterName;
import dev.photon.config.EventType;
import dev.photon.config.ServiceName;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.UsageQuery;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One call with what the peer must get and what its caller must get back.
 *
 * @param name the method's
 * @param answer of a call without one, the recording peer's {@code true}
 */
record Exchange<A>(String name, Function<A, Object> call, List<Object> arguments, Object answer) {

  /** The test that makes the call. */
  DynamicTest test(A api, RecordingPeer peer) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          assertThat(call.apply(api)).isEqualTo(answer);
          RecordingPeer.Call last = peer.calls().get(peer.calls().size() - 1);
          assertThat(last.name()).isEqualTo(name);
          assertThat(last.arguments()).isEqualTo(arguments);
        });
  }

  private static <A> Exchange<A> answered(
      String name, Object answer, Function<A, Object> call, Object... arguments) {
    return new Exchange<>(name, call, List.of(arguments), answer);
  }

  private static <A> Exchange<A> done(String name, Consumer<A> call, Object... arguments) {
    return new Exchange<>(
        name,
        api -> {
          call.accept(api);
          return true;
        },
        List.of(arguments),
        true);
  }

  static List<Exchange<RegistryApi>> ofRegistry(Samples s) {
    return List.of(
        answered("nonce", s.nonce(), RegistryApi::nonce),
        answered(
            "accountCreate",
            s.accountGrant(),
            api -> api.accountCreate(s.key(), s.accountRequest()),
            s.key(),
            s.accountRequest()),
        answered("accountMetacenters", s.metacenterSummaries(), RegistryApi::accountMetacenters),
        answered("accountDatacenters", s.datacenterSummaries(), RegistryApi::accountDatacenters),
        answered(
            "metacenterCreate",
            s.metacenterGrant(),
            api -> api.metacenterCreate(s.key(), s.metacenterRequest()),
            s.key(),
            s.metacenterRequest()),
        done(
            "metacenterDelete",
            api -> api.metacenterDelete(s.key(), s.deployment()),
            s.key(),
            s.deployment()),
        answered(
            "metacenterHostUpdate",
            s.hostInstructions(),
            api -> api.metacenterHostUpdate(s.hostReport()),
            s.hostReport()),
        answered(
            "metacenterEnrol",
            s.chain(),
            api -> api.metacenterEnrol(s.key(), s.deployment(), s.proof()),
            s.key(),
            s.deployment(),
            s.proof()),
        answered(
            "datacenterCreate",
            s.datacenterGrant(),
            api -> api.datacenterCreate(s.key(), s.datacenterRequest()),
            s.key(),
            s.datacenterRequest()),
        answered(
            "datacenterUpdate",
            s.datacenterInstructions(),
            api -> api.datacenterUpdate(s.datacenterReport()),
            s.datacenterReport()),
        answered(
            "leaseOpen",
            s.leases().get(0),
            api -> api.leaseOpen(s.key(), s.leaseRequest()),
            s.key(),
            s.leaseRequest()),
        answered("leaseShow", s.leases().get(1), api -> api.leaseShow(s.leaseId()), s.leaseId()),
        done("leaseClose", api -> api.leaseClose(s.key(), s.leaseId()), s.key(), s.leaseId()),
        answered(
            "leaseList",
            s.leases(),
            api -> api.leaseList(Optional.of(s.leaseId())),
            Optional.of(s.leaseId())),
        done("usageReport", api -> api.usageReport(s.leaseUses()), s.leaseUses()),
        answered(
            "usageList", s.usageEntries(), api -> api.usageList(s.usageQuery()), s.usageQuery()),
        answered(
            "usageList", s.usageEntries(), api -> api.usageList(UsageQuery.ALL), UsageQuery.ALL),
        done(
            "datacenterDelete",
            api -> api.datacenterDelete(s.key(), s.datacenter()),
            s.key(),
            s.datacenter()),
        answered(
            "datacenterMatch",
            s.matchResult(),
            api -> api.datacenterMatch(s.matchRequest()),
            s.matchRequest()),
        answered(
            "accountRenew",
            s.chain(),
            api -> api.accountRenew(s.key(), s.proof()),
            s.key(),
            s.proof()),
        answered(
            "datacenterRenew",
            s.chain(),
            api -> api.datacenterRenew(s.key(), s.proof()),
            s.key(),
            s.proof()),
        answered(
            "metacenterRenew",
            s.chain(),
            api -> api.metacenterRenew(s.key(), s.deployment(), s.proof()),
            s.key(),
            s.deployment(),
            s.proof()),
        done(
            "accountRevoke",
            api -> api.accountRevoke(s.key(), s.account(), s.revoking()),
            s.key(),
            s.account(),
            s.revoking()),
        done(
            "metacenterRevoke",
            api -> api.metacenterRevoke(s.key(), s.deployment(), s.revokingOwn()),
            s.key(),
            s.deployment(),
            s.revokingOwn()),
        done(
            "datacenterRevoke",
            api -> api.datacenterRevoke(s.key(), s.datacenter(), s.revoking()),
            s.key(),
            s.datacenter(),
            s.revoking()),
        answered("revocationList", s.revocationList(), api -> api.revocationList(-1), -1L));
  }

  static List<Exchange<DatacenterApi>> ofDatacenter(Samples s) {
    return List.of(
        done(
            "deploymentCreate",
            api -> api.deploymentCreate(s.key(), s.desired()),
            s.key(),
            s.desired()),
        done(
            "deploymentUpdate",
            api -> api.deploymentUpdate(s.key(), s.desired()),
            s.key(),
            s.desired()),
        answered(
            "deploymentStatus",
            s.deploymentStatus(),
            api -> api.deploymentStatus(s.deployment()),
            s.deployment()),
        done(
            "deploymentDelete",
            api -> api.deploymentDelete(s.key(), s.deployment(), 3),
            s.key(),
            s.deployment(),
            3L),
        answered("deploymentList", s.deployments(), DatacenterApi::deploymentList));
  }

  static List<Exchange<MetacenterApi>> ofMetacenter(Samples s) {
    Stream<Exchange<MetacenterApi>> notifications =
        Arrays.stream(EventType.values())
            .map(
                type ->
                    answered(
                        "notifyTargets",
                        s.notifyResults(),
                        api -> api.notifyTargets(s.key(), Optional.of("ops team"), type),
                        s.key(),
                        Optional.of("ops team"),
                        type));
    Stream<Exchange<MetacenterApi>> others =
        Stream.of(
            answered(
                "update",
                s.receipt(),
                api -> api.update(s.key(), s.revision()),
                s.key(),
                s.revision()),
            answered("status", s.metacenterStatus(), MetacenterApi::status),
            answered(
                "notifyTargets",
                s.notifyResults(),
                api -> api.notifyTargets(s.key(), Optional.empty(), EventType.DEPLOY_BEGIN),
                s.key(),
                Optional.empty(),
                EventType.DEPLOY_BEGIN),
            done("delete", api -> api.delete(s.key()), s.key()),
            answered(
                "accessGrant",
                s.access(),
                api -> api.accessGrant(s.key(), s.accessRequest()),
                s.key(),
                s.accessRequest()),
            answered("accessList", s.accesses(), MetacenterApi::accessList),
            done(
                "accessRevoke",
                api -> api.accessRevoke(s.key(), "bob@example.org"),
                s.key(),
                "bob@example.org"),
            answered(
                "accessAccept",
                s.acceptedAccess(),
                api -> api.accessAccept(s.key(), s.proof()),
                s.key(),
                s.proof()),
            answered(
                "accessRenew",
                s.acceptedAccess(),
                api -> api.accessRenew(s.key(), s.proof()),
                s.key(),
                s.proof()),
            answered(
                "registerService",
                s.chain(),
                api ->
                    api.registerService(
                        s.key(), ServiceName.of("web"), DatacenterName.of("west"), s.proof()),
                s.key(),
                ServiceName.of("web"),
                DatacenterName.of("west"),
                s.proof()));
    return Stream.concat(others, notifications).toList();
  }
}
