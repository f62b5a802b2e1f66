package dev.photon.core.notify;

import dev.photon.config.NotificationTarget;
import dev.photon.spi.Notifier;
import dev.photon.spi.NotifierProvider;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;

/**
 * Notifications of type {@code webhook}. A target has a {@code url}, and may have a secret: any
 * text, or {@code whsec_} and Base64; while one is rolled over, several of the latter with spaces
 * between.
 *
 * <p>The operator's option: {@code allow-private} ({@code true} or {@code false}, the default) lets
 * targets be at private and loopback addresses.
 */
public final class WebhookNotifierProvider implements NotifierProvider {
  static final String ALLOW_PRIVATE = "allow-private";

  /** Does nothing. */
  public WebhookNotifierProvider() {}

  @Override
  public String type() {
    return "webhook";
  }

  @Override
  public List<String> check(NotificationTarget target) {
    List<String> faults = new ArrayList<>();
    if (HttpUrl.parse(target.settings().getOrDefault("url", "")) == null) {
      faults.add("the url of a webhook must be one that begins with https:// or http://");
    }
    target
        .secret()
        .filter(secret -> !WebhookSignature.isUsable(secret))
        .ifPresent(secret -> faults.add("a secret that begins with whsec_ must go on in Base64"));
    return faults;
  }

  /** Throws {@link IllegalArgumentException} if an option is neither true nor false. */
  @Override
  public Notifier open(Context context) {
    String allow = context.options().getOrDefault(ALLOW_PRIVATE, "false");
    if (!allow.equals("true") && !allow.equals("false")) {
      throw new IllegalArgumentException(
          "allow-private must be true or false, not '" + allow + "'");
    }
    return new WebhookNotifier(context.clock(), Boolean.parseBoolean(allow));
  }
}
