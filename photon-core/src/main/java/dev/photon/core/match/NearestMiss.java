package dev.photon.core.match;

import dev.photon.config.Price;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.ProfileRequirement;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says what would make the best of the offers fit that do not. The best is one that fell to the
 * last requirement that any fell to; among those, the one that needs the least change.
 */
final class NearestMiss {
  private NearestMiss() {}

  static String of(Considered entry) {
    if (entry.cheapest().isPresent()) {
      return price(entry, entry.cheapest().get());
    }
    if (entry.roomiest().isPresent()) {
      return capacity(entry, entry.roomiest().get());
    }
    String region = entry.entry().requirement().region().text();
    if (entry.longest().isPresent()) {
      return "none of %s in %s keeps nodes for lifetime %s; the longest is %s"
          .formatted(
              offers(entry.inRegion()),
              region,
              entry.entry().commitment().text(),
              entry.longest().get().text());
    }
    if (entry.regions().isEmpty()) {
      return "there is no offer in " + region + ", nor anywhere else";
    }
    return "there is no offer in %s; there are in %s"
        .formatted(
            region,
            entry.regions().stream().sorted().map(Region::text).collect(Collectors.joining(", ")));
  }

  private static String price(Considered entry, Offer best) {
    List<ProfileRequirement> profiles = entry.entry().requirement().profiles();
    List<String> raises = new ArrayList<>();
    for (ProfileRequirement profile : profiles) {
      Optional<Price> price = Pricing.of(best.prices(), profile.size());
      String node = profiles.size() == 1 ? "" : " for a node of " + profile.profile();
      if (price.isEmpty()) {
        raises.add("the cheapest costs more than anybody pays" + node);
      } else if (profile.maxPrice().filter(most -> price.get().compareTo(most) > 0).isPresent()) {
        raises.add(
            "the cheapest costs %s%s, your max-price is %s"
                .formatted(price.get().text(), node, profile.maxPrice().get().text()));
      }
    }
    if (raises.isEmpty()) {
      raises.add("all nodes together cost more than anybody pays");
    }
    return "%d of %s in %s fit; %s"
        .formatted(
            entry.rejections().price(),
            offers(entry.inRegion()),
            entry.entry().requirement().region().text(),
            String.join("; ", raises));
  }

  private static String capacity(Considered entry, Offer best) {
    List<String> lacks = new ArrayList<>();
    for (ProfileRequirement profile : entry.entry().requirement().profiles()) {
      if (!profile.size().fitsIn(best.capacity().largestNode())) {
        lacks.add(
            "a node of %s needs %s, and its largest has %s"
                .formatted(
                    profile.profile(),
                    amounts(profile.size()),
                    amounts(best.capacity().largestNode())));
      } else if (!Pricing.sells(best.prices(), profile.size())) {
        lacks.add(
            "a node of %s needs %s, which fits none of its flavours"
                .formatted(profile.profile(), amounts(profile.size())));
      }
    }
    Optional<Resources> together = entry.entry().together();
    if (together.isEmpty()) {
      lacks.add("all nodes together need more than can be counted");
    } else if (!together.get().fitsIn(best.capacity().free())) {
      lacks.add(
          "all nodes together need %s, and it has %s free"
              .formatted(amounts(together.get()), amounts(best.capacity().free())));
    }
    return "none of %s in %s is large enough; at the nearest (%s), %s"
        .formatted(
            offers(entry.inRegion()),
            entry.entry().requirement().region().text(),
            best.id(),
            String.join("; ", lacks));
  }

  private static String offers(int count) {
    return count == 1 ? "1 offer" : count + " offers";
  }

  private static String amounts(Resources resources) {
    return "%s cpu, %s memory, %s disk"
        .formatted(
            BigDecimal.valueOf(resources.milliCpu(), 3).stripTrailingZeros().toPlainString(),
            bytes(resources.memoryBytes()),
            bytes(resources.diskBytes()));
  }

  private static String bytes(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    int unit = 0;
    BigDecimal value = BigDecimal.valueOf(bytes);
    BigDecimal step = BigDecimal.valueOf(1024);
    while (unit < units.length - 1 && value.compareTo(step) >= 0) {
      value = value.divide(step);
      unit++;
    }
    return value.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString()
        + units[unit];
  }
}
