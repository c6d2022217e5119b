package org.starflow.local.chaos;

import java.util.List;

/** Services that are killed, stand still, come and go. */
final class ProcessFaults {

    private ProcessFaults() {}

    static Fault kill(Fleet fleet, Planned planned) {
        return Fault.moment(() -> fleet.choose(planned).kill());
    }

    static Fault pause(Fleet fleet, Planned planned) {
        Member victim = fleet.choose(planned);
        return Fault.lasting(
                () -> {
                    victim.pause();
                    return victim.hit();
                },
                () -> {
                    victim.resume();
                    return "";
                });
    }

    static Fault rollingRestart(Fleet fleet) {
        return Fault.moment(() -> {
            List<Member> members = fleet.wanted();
            for (Member member : members) {
                member.restart();
                while (!member.ready()) {
                    Thread.sleep(200);
                }
            }
            return members.size() + " services";
        });
    }

    static Fault scale(Fleet fleet, int before) {
        return Fault.lasting(
                () -> {
                    fleet.scale(1);
                    Thread.sleep(2_000);
                    fleet.scale(4);
                    return "1, then 4 workers";
                },
                () -> {
                    fleet.scale(before);
                    return "then " + before;
                });
    }
}
