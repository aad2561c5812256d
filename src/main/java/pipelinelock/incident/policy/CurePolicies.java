package pipelinelock.incident.policy;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import pipelinelock.incident.plan.CureKind;

/**
 * The approval policy of each cure in one environment.
 *
 * @param byCure all of them; without a blind recreate unless it is configured
 * @param startsAgain whether a plan that ends a deployment before it ran starts it again, unless
 *     somebody says otherwise
 * @param follows how far a plan follows the deployment that it starts, unless somebody says
 *     otherwise
 * @param blindTakesWorkers whether a web VM may be recreated blind that carries a worker
 */
public record CurePolicies(
    Map<CureKind, ApprovalPolicy> byCure,
    boolean startsAgain,
    FollowsUntil follows,
    boolean blindTakesWorkers) {
  public CurePolicies {
    byCure = Map.copyOf(byCure);
    if (!byCure.keySet().containsAll(EnumSet.complementOf(EnumSet.of(CureKind.BLIND)))) {
      throw new IllegalArgumentException("every cure needs an approval policy");
    }
    Optional.ofNullable(byCure.get(CureKind.BLIND))
        .flatMap(BlindApproval::tooWeak)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
  }

  /** Without a blind recreate. */
  public CurePolicies(
      Map<CureKind, ApprovalPolicy> byCure, boolean startsAgain, FollowsUntil follows) {
    this(byCure, startsAgain, follows, false);
  }

  /** Whose plans start nothing, unless somebody asks for it. */
  public CurePolicies(Map<CureKind, ApprovalPolicy> byCure) {
    this(byCure, false, FollowsUntil.CLAIM);
  }

  /** The same with a policy for a blind recreate. */
  public CurePolicies withBlind(ApprovalPolicy policy, boolean workerToo) {
    var all = new EnumMap<>(byCure);
    all.put(CureKind.BLIND, policy);
    return new CurePolicies(all, startsAgain, follows, workerToo);
  }

  /** Of a cure that every environment has: of any but a blind recreate. */
  public ApprovalPolicy of(CureKind kind) {
    return find(kind)
        .orElseThrow(() -> new IllegalStateException("no policy for a " + kind.word() + " cure"));
  }

  /** Empty only for a blind recreate that is not configured. */
  public Optional<ApprovalPolicy> find(CureKind kind) {
    return Optional.ofNullable(byCure.get(kind));
  }

  /** Whether all that a release asks of people, this cure asks of them too. */
  public boolean coverRelease(CureKind kind) {
    return of(kind).covers(of(CureKind.RELEASE));
  }
}
