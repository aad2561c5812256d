package pipelinelock.settings.approval;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;

/**
 * What the section {@code cures} says about individual cures; everything else is the same for every
 * cure.
 */
record CureKeys(Map<CureKind, Keys> byCure) {
  /** Those of which every environment has a policy; a blind recreate has a section of its own. */
  static final Set<CureKind> SEEING = EnumSet.complementOf(EnumSet.of(CureKind.BLIND));

  static final CureKeys NONE = new CureKeys(Map.of());

  CureKeys {
    byCure = Map.copyOf(byCure);
  }

  /** The keys of one cure, as far as they are written. */
  record Keys(Optional<Integer> required, Optional<Boolean> requesterCounts) {
    static final Keys NONE = new Keys(Optional.empty(), Optional.empty());
  }

  Keys of(CureKind kind) {
    return byCure.getOrDefault(kind, Keys.NONE);
  }

  /** The cures of which something is said. */
  Set<CureKind> written() {
    return byCure.keySet();
  }

  /** A section whose missing keys are taken from {@code base}. */
  static Kind<CureKeys> over(CureKeys base) {
    return Kinds.section("{abort: {required: 1}}", section -> read(section, base));
  }

  private static Value<CureKeys> read(Section section, CureKeys base) {
    var read = new EnumMap<CureKind, Value<Keys>>(CureKind.class);
    for (var kind : SEEING) {
      var keys = base.of(kind);
      read.put(kind, section.optional(kind.word(), one(keys), keys));
    }
    return section.finish(() -> whole(read));
  }

  private static CureKeys whole(Map<CureKind, Value<Keys>> read) {
    var byCure = new EnumMap<CureKind, Keys>(CureKind.class);
    read.forEach(
        (kind, keys) -> {
          if (!keys.get().equals(Keys.NONE)) {
            byCure.put(kind, keys.get());
          }
        });
    return new CureKeys(byCure);
  }

  private static Kind<Keys> one(Keys base) {
    return Kinds.section(
        "{required: 1}",
        section -> {
          var required = section.optional("required", Kinds.number(1, 20, "2"));
          var counts = section.optional("requester_counts", Kinds.yesOrNo("false"));
          return section.finish(
              () ->
                  new Keys(
                      required.get().or(base::required), counts.get().or(base::requesterCounts)));
        });
  }
}
