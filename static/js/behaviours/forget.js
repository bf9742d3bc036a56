// What was filled in at data-forget and not sent: this phone forgets it.
import { draftOf } from "../lib/outbox.js";
import { drop, namesOf } from "../lib/store.js";

export default function forget({ dataset }) {
  namesOf(draftOf(dataset.forget)).forEach(drop);
}
