package io.colin.execution.venue.paper;

import io.colin.api.venue.SimulatedVenue;
import io.colin.api.venue.SimulatedVenueContract;

class PaperVenueContractTest extends SimulatedVenueContract {
    @Override
    protected SimulatedVenue simulated() {
        return PaperVenue.builder().instruments(instrument()).seed(7).build();
    }
}
