package pipelinelock.world.sim;

/**
 * What kind of Concourse and pool-resource it is.
 *
 * @param ignoresAborts a put that waits or is stuck takes no notice of an abort (7.x, containerd)
 * @param urls pool-resource 1.8 and newer: a second line with the build's address
 * @param tellsUrls Concourse 8 and newer: the address is in it, instead of nothing
 * @param redacts output is held back to the next line end, so that dots cannot be seen
 */
record SimVersions(
    String concourse, boolean ignoresAborts, boolean urls, boolean tellsUrls, boolean redacts) {
  static SimVersions thrown(Dice dice) {
    boolean redacts = dice.chance(0.1);
    boolean urls = dice.chance(0.3);
    return dice.chance(0.7)
        ? new SimVersions("7.11.2", true, urls && dice.chance(0.3), false, redacts)
        : new SimVersions("8.2.5", false, urls, true, redacts);
  }
}
