package pipelinelock.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import pipelinelock.audit.HashChain.Entry;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.audit.Verification;

/**
 * One change to an exported file, by a disk, a hand, or somebody who knows how its last hash is
 * made.
 *
 * @param first the first bad event as "INC-1 event 3"; empty if the file itself shows it
 */
record Mutation(String what, byte[] file, Optional<String> first) {
  /** One by chance. */
  static Mutation of(List<Link> links, Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> flipped(Copies.file(links), random);
      case 1 -> cut(Copies.file(links), random);
      case 2 -> removed(links, random);
      case 3 -> doubled(links, random);
      case 4 -> swapped(links, random);
      case 5 -> timeGoesBack(links, random);
      default -> changed(links, random);
    };
  }

  private static Mutation flipped(byte[] file, Random random) {
    int at = random.nextInt(file.length);
    int bit = random.nextInt(8);
    file[at] ^= (byte) (1 << bit);
    return new Mutation("bit %d of byte %d".formatted(bit, at), file, Optional.empty());
  }

  private static Mutation cut(byte[] file, Random random) {
    int length = random.nextInt(file.length);
    return new Mutation("cut to " + length, Arrays.copyOf(file, length), Optional.empty());
  }

  private static String name(Link link) {
    return name(link.entry().incident(), link.entry().sequence());
  }

  private static String name(long chain, long sequence) {
    return "%s event %d".formatted(Verification.name(chain), sequence);
  }

  /** An event behind which its chain goes on: only a checkpoint shows that a tail is gone. */
  private static int inner(List<Link> links, Random random) {
    while (true) {
      int i = random.nextInt(links.size() - 1);
      if (links.get(i).entry().incident() == links.get(i + 1).entry().incident()) {
        return i;
      }
    }
  }

  private static Mutation removed(List<Link> links, Random random) {
    int i = inner(links, random);
    var rest = new ArrayList<>(links);
    var gone = rest.remove(i);
    return new Mutation(
        "without " + name(gone), Copies.file(rest), Optional.of(name(links.get(i + 1))));
  }

  private static Mutation doubled(List<Link> links, Random random) {
    int i = random.nextInt(links.size());
    var more = new ArrayList<>(links);
    more.add(i, links.get(i));
    return new Mutation(
        name(links.get(i)) + " twice", Copies.file(more), Optional.of(name(links.get(i))));
  }

  private static Mutation swapped(List<Link> links, Random random) {
    int i = inner(links, random);
    var other = new ArrayList<>(links);
    other.add(i, other.remove(i + 1));
    return new Mutation(
        "%s before %s".formatted(name(links.get(i + 1)), name(links.get(i))),
        Copies.file(other),
        Optional.of(name(links.get(i + 1))));
  }

  /** With all hashes computed again. */
  private static Mutation timeGoesBack(List<Link> links, Random random) {
    int i = inner(links, random) + 1;
    long chain = links.get(i).entry().incident();
    var other = new ArrayList<>(links);
    var entries =
        new ArrayList<>(
            links.stream().map(Link::entry).filter(it -> it.incident() == chain).toList());
    int at = (int) links.get(i).entry().sequence() - 1;
    var late = entries.get(at);
    entries.set(
        at,
        new Entry(
            chain,
            late.sequence(),
            entries.get(at - 1).at().minusMillis(1 + random.nextInt(9_000)),
            late.type(),
            late.body()));
    int begin = i - at;
    var linked = Copies.linked(entries);
    for (int n = 0; n < linked.size(); n++) {
      other.set(begin + n, linked.get(n));
    }
    return new Mutation(
        "%s too early".formatted(name(links.get(i))),
        Copies.file(other),
        Optional.of(name(links.get(i))));
  }

  /** Of one field, with a last line that fits. */
  private static Mutation changed(List<Link> links, Random random) {
    int i = random.nextInt(links.size());
    var link = links.get(i);
    var e = link.entry();
    int field = random.nextInt(5);
    long other = 1 + random.nextInt(1_000_000);
    var right = name(link);
    var forged =
        switch (field) {
          case 0 ->
              new Link(
                  new Entry(
                      e.incident(), e.sequence(), e.at().plusMillis(other), e.type(), e.body()),
                  link.hash());
          case 1 ->
              new Link(
                  new Entry(e.incident(), e.sequence() + other, e.at(), e.type(), e.body()),
                  link.hash());
          case 2 ->
              new Link(
                  new Entry(e.incident(), e.sequence(), e.at(), letter(e.type(), random), e.body()),
                  link.hash());
          case 3 ->
              new Link(
                  new Entry(e.incident(), e.sequence(), e.at(), e.type(), letter(e.body(), random)),
                  link.hash());
          default -> new Link(e, letter(link.hash(), random));
        };
    var changed = new ArrayList<>(links);
    changed.set(i, forged);
    return new Mutation(
        "field %d of %s".formatted(field, right),
        Copies.file(changed),
        Optional.of(field == 1 ? name(e.incident(), e.sequence() + other) : right));
  }

  private static String letter(String text, Random random) {
    int at = random.nextInt(text.length());
    char other = (char) ('!' + random.nextInt(90));
    return text.charAt(at) == other || Character.isSurrogate(text.charAt(at))
        ? text + other
        : text.substring(0, at) + other + text.substring(at + 1);
  }

  @Override
  public String toString() {
    return what + "\n" + new String(file, UTF_8);
  }
}
