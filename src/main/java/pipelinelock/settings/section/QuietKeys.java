package pipelinelock.settings.section;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.environment.Tier;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;
import pipelinelock.watch.QuietHours;

/**
 * The section {@code quiet}.
 *
 * @param tiers of the environments that it applies to
 */
record QuietKeys(QuietHours hours, List<Tier> tiers) {
  private static final List<Tier> USUAL = List.of(Tier.DEV, Tier.STAGING);
  private static final Kind<LocalTime> TIME =
      Kinds.matching("a time of day", "\"22:00\"", "([01][0-9]|2[0-3]):[0-5][0-9]")
          .and((_, text) -> Value.of(LocalTime.parse(text)));
  private static final Kind<ZoneId> ZONE =
      Kinds.text("Europe/London")
          .and(
              (place, text) ->
                  ZoneId.getAvailableZoneIds().contains(text)
                      ? Value.of(ZoneId.of(text))
                      : place.isNot("a time zone of the IANA database", "Europe/London"));
  private static final Kind<List<DayOfWeek>> DAYS =
      Kinds.filled(Kinds.list(Kinds.oneOf("a day of the week", DayOfWeek.class)));
  private static final Kind<List<Tier>> TIERS = Kinds.list(Kinds.oneOf("a tier", Tier.class));

  /** A section whose missing keys are taken from {@code base}, where there is one. */
  static Kind<QuietKeys> over(Optional<QuietKeys> base) {
    return Kinds.section(
        "{from: \"22:00\", to: \"07:00\", zone: Europe/London}", section -> read(section, base));
  }

  private static Value<QuietKeys> read(Section section, Optional<QuietKeys> base) {
    var hours = base.map(QuietKeys::hours);
    var from = written(section, "from", TIME, hours.map(QuietHours::from));
    var to = written(section, "to", TIME, hours.map(QuietHours::to));
    var zone = written(section, "zone", ZONE, hours.map(QuietHours::zone));
    var days =
        section.optional(
            "days",
            DAYS,
            hours.map(it -> List.copyOf(it.days())).orElse(List.of(DayOfWeek.values())));
    var tiers = section.optional("tiers", TIERS, base.map(QuietKeys::tiers).orElse(USUAL));
    return section.finish(
        () ->
            new QuietKeys(
                new QuietHours(from.get(), to.get(), zone.get(), Set.copyOf(days.get())),
                tiers.get()));
  }

  private static <T> Value<T> written(Section section, String key, Kind<T> kind, Optional<T> base) {
    return base.map(usual -> section.optional(key, kind, usual))
        .orElseGet(() -> section.required(key, kind));
  }
}
