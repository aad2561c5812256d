package pipelinelock.runbook.request;

import pipelinelock.incident.policy.FollowsUntil;

/**
 * How a plan ends in an environment where nobody says otherwise.
 *
 * @param startsAgain whether the deployment is started again that the cure ended before it ran
 * @param follows how far a deployment that it starts is followed
 */
public record UsualFinish(boolean startsAgain, FollowsUntil follows) {}
