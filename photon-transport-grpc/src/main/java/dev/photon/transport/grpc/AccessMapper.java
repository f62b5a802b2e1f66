package dev.photon.transport.grpc;

import dev.photon.spi.api.AcceptedAccess;
import dev.photon.spi.api.Access;
import dev.photon.spi.api.AccessRequest;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Right;
import dev.photon.transport.grpc.v1.MetacenterProto;
import java.time.Duration;
import java.util.List;

/** Access to metacenters, between what is sent and what it means. */
final class AccessMapper {
  private static final int EMAIL = 254;
  private static final int NAME = 63;
  private static final int MOST = 1000;

  private AccessMapper() {}

  static MetacenterProto.Access toProto(Access access) {
    MetacenterProto.Access.Builder builder =
        MetacenterProto.Access.newBuilder()
            .setEmail(access.email())
            .setRight(toProto(access.right()))
            .setUntil(ValueMapper.toProto(access.until()));
    access.account().ifPresent(account -> builder.setAccount(account.value()));
    return builder.build();
  }

  static Access fromProto(MetacenterProto.Access access) {
    return new Access(
        Read.text("email", access.getEmail(), EMAIL),
        right(access.getRight()),
        Read.required("until", access.hasUntil(), access.getUntil(), ValueMapper::fromProto),
        Read.optional("account", access.hasAccount(), access.getAccount(), AccountId::new));
  }

  private static MetacenterProto.Right toProto(Right right) {
    return MetacenterProto.Right.valueOf("RIGHT_" + right.name());
  }

  private static Right right(MetacenterProto.Right right) {
    return Read.constant("right", Right.class, "RIGHT_", right);
  }

  static MetacenterProto.AccessGrantRequest toProto(RequestKey key, AccessRequest request) {
    return MetacenterProto.AccessGrantRequest.newBuilder()
        .setKey(key.value())
        .setEmail(request.email())
        .setRight(toProto(request.right()))
        .setSpan(request.span().toSeconds())
        .setCodeDigest(request.codeDigest())
        .build();
  }

  static AccessRequest fromProto(MetacenterProto.AccessGrantRequest request) {
    return new AccessRequest(
        Read.text("email", request.getEmail(), EMAIL),
        right(request.getRight()),
        Duration.ofSeconds(Read.notNegative("span", request.getSpan())),
        Read.text("code_digest", request.getCodeDigest(), 64));
  }

  static MetacenterProto.AccessListResponse toProto(List<Access> all) {
    MetacenterProto.AccessListResponse.Builder response =
        MetacenterProto.AccessListResponse.newBuilder();
    all.forEach(access -> response.addAccess(toProto(access)));
    return response.build();
  }

  static List<Access> fromProto(MetacenterProto.AccessListResponse response) {
    return Read.each("access", response.getAccessList(), MOST, AccessMapper::fromProto);
  }

  static MetacenterProto.AcceptedAccess toProto(AcceptedAccess accepted) {
    return MetacenterProto.AcceptedAccess.newBuilder()
        .setDeployment(accepted.deployment())
        .setAccess(toProto(accepted.access()))
        .setChain(ValueMapper.toProto(accepted.chain()))
        .build();
  }

  static AcceptedAccess fromProto(MetacenterProto.AcceptedAccess accepted) {
    return new AcceptedAccess(
        Read.text("deployment", accepted.getDeployment(), NAME),
        Read.required(
            "access", accepted.hasAccess(), accepted.getAccess(), AccessMapper::fromProto),
        Read.field("chain", accepted.getChain(), ValueMapper::fromProto));
  }
}
