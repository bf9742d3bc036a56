// What was filled in at data-undraft and not sent: this phone forgets it.
import { draftOf } from "../lib/outbox.js";
import { drop, namesOf } from "../lib/store.js";

export default function undraft({ dataset }) {
  namesOf(draftOf(dataset.undraft)).forEach(drop);
}
