"""Which answer every route gives to every role: a new route needs its line here.

The roles, and the names that they have elsewhere:

    nobody       nobody: no cookie at all
    elsewhere    participant of another workshop
    participant  participant of this one. A host is one too: an association's phone
                 takes a seat as every phone does, and may do nothing more
    tablet       helper: whoever holds a tablet that staff set up to be passed on
    stranger     facilitator of another workshop
    owner        facilitator of this one
    colleague    facilitator with whom the owner shares this one
    admin        who may invite others, and has no workshop

A line holds nobody, elsewhere, participant, stranger, owner and admin. The colleague
gets what the owner gets and the tablet what nobody gets, but for what `BUT` says.
"""

from tests.town import ROLES

# Forms are sent empty: 400, 409 and 422 are for those who may send them.
# "in" leads to the sign-in page, "join" to the workshop's join page.
TABLE = """
GET  health.alive                  200   200   200   200   200   200
GET  health.ready                  200   200   200   200   200   200
GET  health.metrics                404   404   404   404   404   404
GET  participants.home             200   200   200   200   200   200
GET  participants.join             200   200   302   200   200   200
GET  participants.come_back        200   200   200   200   200   200
GET  participants.notice           200   200   200   200   200   200
GET  participants.seat             join  join  200   join  join  join
GET  room.now                      join  join  200   join  join  join
GET  room.live                     200   200   200   200   200   200
GET  proposals.listing             join  join  200   join  join  join
GET  proposals.new                 join  join  302   join  join  join
GET  proposals.write               join  join  200   join  join  join
GET  voting.ballot                 join  join  200   join  join  join
GET  voting.change                 join  join  302   join  join  join
GET  voting.about                  200   200   200   200   200   200
GET  voting.receipts               200   200   200   200   200   200
GET  voting.bundle                 409   409   409   409   409   409
GET  accounts.sign_in              200   200   200   303   303   303
GET  accounts.invitation           200   200   200   200   200   200
GET  accounts.own                  in    in    in    200   200   200
GET  accounts.people               in    in    in    404   404   200
GET  staff.close                   in    in    in    200   200   200
GET  staff.close_person            in    in    in    404   404   200
GET  staff.erase_person            in    in    in    404   404   200
GET  setup.workshops               in    in    in    200   200   200
GET  setup.new                     in    in    in    200   200   200
GET  setup.page                    in    in    in    404   200   404
GET  setup.votes.show              in    in    in    404   200   404
GET  setup.votes.preview           in    in    in    404   200   404
GET  desk.control                  in    in    in    404   200   404
GET  desk.live                     in    in    in    404   200   404
GET  desk.hide                     in    in    in    404   200   404
GET  screen.show                   in    in    in    404   200   404
GET  reports.report                in    in    in    404   200   404
GET  reports.table                 in    in    in    404   200   404
GET  reports.votes                 in    in    in    404   200   404
GET  reports.data                  in    in    in    404   200   404
GET  reports.bundle                in    in    in    404   409   404
GET  reports.pdf                   in    in    in    404   200   404
GET  reports.picture               in    in    in    404   200   404
GET  kiosk.begin                   404   404   404   404   404   404
GET  kiosk.slip                    404   404   404   404   404   404
GET  kiosk.ballot                  404   404   404   404   404   404
GET  kiosk.receipt                 404   404   404   404   404   404
GET  kiosk.hand_on                 404   404   404   404   404   404
GET  tablet.show                   in    in    in    404   200   404
GET  paper.sheet                   in    in    in    404   200   404
GET  ballot.blank                  in    in    in    404   409   404
GET  hands.sheet                   in    in    in    404   200   404
POST kiosk.start                   404   404   404   404   404   404
POST kiosk.take_slip               404   404   404   404   404   404
POST kiosk.send                    404   404   404   404   404   404
POST tablet.start                  in    in    in    404   303   404
POST tablet.stop                   in    in    in    404   303   404
POST tablet.revoke                 in    in    in    404   303   404
POST paper.take                    in    in    in    404   422   404
POST paper.keep                    in    in    in    404   422   404
POST hands.count                   in    in    in    404   422   404
POST participants.find             422   422   422   422   422   422
POST participants.take_seat        422   422   422   422   422   422
POST participants.take_back        422   422   422   422   422   422
POST proposals.submit              join  join  422   join  join  join
POST proposals.keep                join  join  303   join  join  join
POST proposals.discard             join  join  303   join  join  join
POST voting.send                   join  join  422   join  join  join
POST voting.find                   422   422   422   422   422   422
POST language.choose               303   303   303   303   303   303
POST accounts.sign_in              422   422   422   303   303   303
POST accounts.sign_out             in    in    in    in    in    in
POST accounts.sign_out_everywhere  in    in    in    in    in    in
POST accounts.sign_out_elsewhere   in    in    in    303   303   303
POST accounts.sign_out_person      in    in    in    404   404   303
POST accounts.invitation           422   422   422   422   422   422
POST accounts.own                  in    in    in    303   303   303
POST accounts.password             in    in    in    422   422   422
POST accounts.invite               in    in    in    404   404   201
POST accounts.link                 in    in    in    404   404   201
POST staff.withdraw                in    in    in    404   404   303
POST staff.close                   in    in    in    422   422   422
POST staff.close_person            in    in    in    404   404   303
POST staff.reopen                  in    in    in    404   404   201
POST staff.erase_person            in    in    in    404   404   422
POST setup.new                     in    in    in    422   422   422
POST setup.rehearsals.make         in    in    in    400   400   400
GET  setup.rehearsals.wipe         in    in    in    404   409   404
POST setup.rehearsals.wipe         in    in    in    404   409   404
POST setup.save                    in    in    in    404   303   404
POST setup.rows.add_axis           in    in    in    404   422   404
POST setup.rows.save_axis          in    in    in    404   303   404
POST setup.rows.move_axis          in    in    in    404   404   404
POST setup.rows.remove_axis        in    in    in    404   409   404
POST setup.rows.add_step           in    in    in    404   303   404
POST setup.rows.save_step          in    in    in    404   303   404
POST setup.rows.move_step          in    in    in    404   404   404
POST setup.rows.skip_step          in    in    in    404   303   404
POST setup.rows.take_in_step       in    in    in    404   303   404
POST setup.rows.remove_step        in    in    in    404   303   404
POST setup.rows.undo_removal       in    in    in    404   303   404
POST setup.votes.save              in    in    in    404   409   404
POST setup.votes.save_costs        in    in    in    404   409   404
POST setup.votes.add               in    in    in    404   303   404
POST setup.votes.follow            in    in    in    404   409   404
POST setup.rows.add_presence       in    in    in    404   422   404
POST setup.rows.save_presence      in    in    in    404   303   404
POST setup.rows.remove_presence    in    in    in    404   303   404
POST setup.rows.add_next_step      in    in    in    404   422   404
POST setup.rows.save_next_step     in    in    in    404   303   404
POST setup.rows.remove_next_step   in    in    in    404   303   404
POST setup.rows.share              in    in    in    404   422   404
POST setup.rows.unshare            in    in    in    404   303   404
GET  slips.show                    200   200   200   200   200   200
GET  slips.enter                   200   200   200   200   200   200
POST slips.take                    422   422   422   422   422   422
GET  polling.slips                 in    in    in    404   200   404
GET  polling.reconciliation        in    in    in    404   200   404
POST polling.make                  in    in    in    404   422   404
POST polling.hand_out              in    in    in    404   422   404
POST polling.hand_out_next         in    in    in    404   400   404
POST polling.take_back             in    in    in    404   422   404
POST polling.void                  in    in    in    404   422   404
POST polling.undo_slips            in    in    in    404   303   404
POST polling.check                 in    in    in    404   422   404
POST desk.open                     in    in    in    404   303   404
POST desk.move                     in    in    in    404   400   404
POST desk.go                       in    in    in    404   409   404
POST desk.extend                   in    in    in    404   400   404
POST desk.call_last                in    in    in    404   303   404
POST desk.pause                    in    in    in    404   303   404
POST desk.resume                   in    in    in    404   303   404
POST desk.approve                  in    in    in    404   400   404
POST desk.hide                     in    in    in    404   422   404
POST desk.restore                  in    in    in    404   303   404
POST desk.take_back                in    in    in    404   303   404
POST desk.robots.let_in            in    in    in    404   400   404
POST desk.robots.send_away         in    in    in    404   409   404
GET  desk.log.show                 in    in    in    404   200   404
POST desk.log.download             in    in    in    404   200   404
GET  accounts_log.show_accounts    in    in    in    404   404   200
POST accounts_log.download_accounts in   in    in    404   404   200
GET  privacy.desk                  in    in    in    404   200   404
GET  privacy.register              in    in    in    404   200   404
GET  privacy.purge                 in    in    in    404   200   404
POST privacy.purge                 in    in    in    404   422   404
GET  privacy.person                in    in    in    404   200   404
POST privacy.person                in    in    in    404   422   404
GET  mine.show                     join  join  200   join  join  join
GET  mine.data                     join  join  200   join  join  join
GET  mine.erase                    join  join  200   join  join  join
POST mine.erase                    join  join  422   join  join  join
GET  desk.results.sheet            in    in    in    404   200   404
POST desk.results.show_all         in    in    in    404   409   404
POST desk.results.roll             in    in    in    404   422   404
POST desk.results.turn             in    in    in    404   400   404
POST desk.results.let_read         in    in    in    404   400   404
"""
# The tablet's ballot is open: somebody has begun, and has not sent it yet.
BUT = """
tablet    GET  kiosk.begin               200
tablet    GET  kiosk.slip                303
tablet    GET  kiosk.ballot              200
tablet    GET  kiosk.receipt             303
tablet    GET  kiosk.hand_on             200
tablet    POST kiosk.start               303
tablet    POST kiosk.take_slip           303
tablet    POST kiosk.send                422
"""
COLUMNS = ("nobody", "elsewhere", "participant", "stranger", "owner", "admin")
LIKE = {"colleague": "owner", "tablet": "nobody"}

EXCEPTIONS = {
    (r, m, e): cell for r, m, e, cell in map(str.split, BUT.strip().splitlines())
}


def _line(method: str, endpoint: str, cells: list[str]) -> list[str]:
    """Return the answers to `ROLES`, in their order."""
    said = dict(zip(COLUMNS, cells, strict=True))
    return [
        EXCEPTIONS.get((role, method, endpoint)) or said[LIKE.get(role, role)]
        for role in ROLES
    ]


EXPECTED = {
    (method, endpoint): _line(method, endpoint, cells)
    for method, endpoint, *cells in map(str.split, TABLE.strip().splitlines())
}
