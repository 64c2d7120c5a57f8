// Written by build/debug/wire_types from the C++ types; never by hand.

export const enums = {
  BodyKind: ['general_assembly', 'standing_committee', 'committee', 'special_conference', 'working_group'],
  Visibility: ['public', 'closed'],
  Phase: ['scheduled', 'open', 'suspended', 'adjourned', 'closed'],
  Office: ['chair', 'co_chair', 'vice_chair', 'rapporteur', 'secretary'],
  ItemState: ['pending', 'open', 'closed', 'removed'],
  SpeechKind: ['statement', 'reply', 'explanation', 'point_of_order', 'motion_mover', 'motion_for', 'motion_against', 'invited', 'question'],
  Category: ['member', 'observer', 'guest', 'group'],
  Microphone: ['open', 'disconnected'],
  Counting: ['up', 'down'],
  SubjectKind: ['proposal', 'amendment', 'part', 'motion', 'election'],
  Method: ['consensus', 'acclamation', 'show_of_hands', 'recorded', 'roll_call', 'secret', 'silence'],
  ElectionSystem: ['majority', 'single_transferable_vote'],
  MotionKind: ['appeal', 'suspend_meeting', 'adjourn_meeting', 'adjourn_debate', 'close_debate', 'lay_on_table', 'previous_question', 'limit_debate', 'set_time_limit', 'close_list', 'division', 'reconsider', 'take_from_table', 'resume_debate', 'postpone', 'commit', 'postpone_indefinitely'],
  MotionState: ['moved', 'pending', 'carried', 'rejected', 'withdrawn', 'lapsed'],
  Ruling: ['pending', 'upheld', 'rejected', 'out_of_order'],
  VotingState: ['open', 'adopted', 'rejected', 'tied', 'objected', 'elected', 'inconclusive', 'cancelled'],
  ElectionState: ['open', 'decided', 'failed'],
  CountRule: ['weighted_inclusive_gregory'],
  RoundKind: ['first_preferences', 'surplus', 'exclusion'],
  TieBreak: ['none', 'earlier_round', 'lot'],
  Position: ['head', 'deputy', 'member', 'alternate', 'adviser'],
  Presence: ['absent', 'present', 'connection_lost'],
  NoticeKind: ['no_quorum_to_open', 'no_quorum_to_decide', 'suspended_until', 'list_closing', 'closing_objected', 'replies_called', 'point_pending', 'ruling_may_be_appealed', 'motion_needs_second', 'motion_pending', 'division_asked', 'voting_open', 'silence_runs', 'second_vote_due', 'speaker_disconnected'],
  Role: ['system', 'chair', 'secretariat', 'delegate', 'observer'],
  Credential: ['pending', 'provisional', 'accepted', 'refused'],
  SeatVote: ['none', 'not_voted', 'voted', 'for', 'against', 'abstain', 'split'],
  OwnNoticeKind: ['floor_is_yours', 'overtime', 'called_to_order', 'microphone_disconnected', 'interrupted', 'next_to_speak', 'time_used_up', 'point_pending', 'motion_needs_second', 'text_needs_second', 'roll_has_come', 'vote_awaited', 'proxy_given', 'proxy_held', 'credential_pending', 'credential_refused', 'connection_lost', 'question_asked'],
  Side: ['for', 'against'],
  Debate: ['open', 'adjourned', 'closed'],
  ListState: ['not_opened', 'open', 'closed'],
  Standing: ['member', 'observer', 'guest'],
  Mark: ['not_entitled', 'not_voted', 'for', 'against', 'abstain', 'split'],
  Choice: ['for', 'against', 'abstain'],
  ProposalKind: ['resolution', 'decision', 'conclusions', 'programme', 'report', 'main_motion'],
  TextState: ['moved', 'pending', 'tied', 'adopted', 'rejected', 'withdrawn', 'tabled', 'not_put', 'incorporated', 'postponed', 'referred', 'postponed_indefinitely'],
  PartKind: ['preamble', 'operative'],
  DivisionScope: ['whole', 'separate'],
} as const;

export type Instant = string;
export type Millis = number;
export type BodyKind = (typeof enums)['BodyKind'][number];
export interface Translation {
  language: string;
  text: string;
}
export interface Body {
  kind: BodyKind;
  names: Translation[];
  working_languages: string[];
}
export type Visibility = (typeof enums)['Visibility'][number];
export type Phase = (typeof enums)['Phase'][number];
export type Office = (typeof enums)['Office'][number];
export interface OfficerShown {
  name: string;
  office: Office;
}
export interface SessionDocument {
  body: Body;
  series: string;
  number: number;
  titles: Translation[];
  starts_at: Instant;
  ends_at?: Instant;
  time_zone: string;
  visibility: Visibility;
  phase: Phase;
  meetings_held: number;
  quorum_waived: boolean;
  resumes_at?: Instant;
  profile: string;
  bureau: OfficerShown[];
}
export type ItemId = number;
export type ItemState = (typeof enums)['ItemState'][number];
export interface AgendaLine {
  item: ItemId;
  number: string;
  under?: ItemId;
  titles: Translation[];
  state: ItemState;
}
export interface AgendaDocument {
  current?: ItemId;
  items: AgendaLine[];
}
export type SpeechId = number;
export type DelegationId = number;
export interface PersonShown {
  name: string;
  title: string;
  delegation?: DelegationId;
}
export type SpeechKind = (typeof enums)['SpeechKind'][number];
export type Category = (typeof enums)['Category'][number];
export type MotionId = number;
export type ProposalId = number;
export type Microphone = (typeof enums)['Microphone'][number];
export interface SpeechShown {
  speech: SpeechId;
  person: PersonShown;
  kind: SpeechKind;
  category: Category;
  item?: ItemId;
  round: number;
  motion?: MotionId;
  proposal?: ProposalId;
  microphone: Microphone;
  calls_to_order: number;
  started_at: Instant;
}
export interface FloorDocument {
  holder?: SpeechShown;
  interrupted?: SpeechShown;
  question?: PersonShown;
}
export type Counting = (typeof enums)['Counting'][number];
export interface TimerDocument {
  speech: SpeechId;
  counting: Counting;
  used: Millis;
  running_since?: Instant;
  limit?: Millis;
  mute_at?: Millis;
}
export type VotingId = number;
export type SubjectKind = (typeof enums)['SubjectKind'][number];
export type AmendmentId = number;
export type PartId = number;
export type ElectionId = number;
export interface Subject {
  kind: SubjectKind;
  proposal?: ProposalId;
  amendment?: AmendmentId;
  part?: PartId;
  motion?: MotionId;
  election?: ElectionId;
}
export type Method = (typeof enums)['Method'][number];
export interface Threshold {
  numerator: number;
  denominator: number;
  more_than: boolean;
}
export type CandidateId = number;
export interface CandidateShown {
  candidate: CandidateId;
  name: string;
  delegation?: DelegationId;
  withdrawn: boolean;
}
export type ElectionSystem = (typeof enums)['ElectionSystem'][number];
export interface VoteDocument {
  voting: VotingId;
  subject: Subject;
  method: Method;
  majority: Threshold;
  attempt: number;
  opened_at: Instant;
  closes_at?: Instant;
  halted: boolean;
  candidates: CandidateShown[];
  places: number;
  system: ElectionSystem;
  entitled: number;
  voted: number;
  called?: DelegationId;
  calling_order: DelegationId[];
  called_again: DelegationId[];
}
export type MotionKind = (typeof enums)['MotionKind'][number];
export type MotionState = (typeof enums)['MotionState'][number];
export type PointId = number;
export interface TimeLimit {
  category: Category;
  limit: Millis;
}
export type RequestId = number;
export interface RequestShown {
  request: RequestId;
  person: PersonShown;
  kind: SpeechKind;
  category: Category;
  on_behalf_of: DelegationId[];
  proposal?: ProposalId;
  replying_to?: SpeechId;
  asked_at: Instant;
  time?: Millis;
}
export interface MotionShown {
  motion: MotionId;
  kind: MotionKind;
  state: MotionState;
  person: PersonShown;
  seconder?: DelegationId;
  item?: ItemId;
  proposal?: ProposalId;
  point?: PointId;
  limits: TimeLimit[];
  speeches_max?: number;
  until?: Instant;
  reason: string;
  speakers: RequestShown[];
  committee: string;
  amendment?: AmendmentId;
}
export interface MotionsDocument {
  next?: MotionId;
  motions: MotionShown[];
}
export type Ruling = (typeof enums)['Ruling'][number];
export interface PointShown {
  point: PointId;
  person: PersonShown;
  text: string;
  ruling: Ruling;
  ruling_text: string;
  overruled: boolean;
  raised_at: Instant;
  ruled_at?: Instant;
}
export interface PointsDocument {
  pending?: PointShown;
  last?: PointShown;
  may_be_appealed: boolean;
}
export type DecisionId = number;
export type VotingState = (typeof enums)['VotingState'][number];
export interface Tally {
  in_favour: number;
  against: number;
  abstaining: number;
  not_voting: number;
  basis: number;
  needed: number;
  members: number;
  members_present: number;
  quorum: number;
  absent: number;
}
export interface Decision {
  id: DecisionId;
  voting: VotingId;
  subject: Subject;
  method: Method;
  outcome: VotingState;
  tally: Tally;
  taken_at: Instant;
}
export interface DecisionsDocument {
  decisions: Decision[];
}
export type ElectionState = (typeof enums)['ElectionState'][number];
export type CountRule = (typeof enums)['CountRule'][number];
export type RoundKind = (typeof enums)['RoundKind'][number];
export type TieBreak = (typeof enums)['TieBreak'][number];
export interface CandidateVotes {
  candidate: CandidateId;
  votes_e5: string;
}
export interface CountRound {
  kind: RoundKind;
  from?: CandidateId;
  tied: CandidateId[];
  tie_break: TieBreak;
  votes: CandidateVotes[];
  not_transferable_e5: string;
  elected: CandidateId[];
}
export interface TransferCount {
  rule: CountRule;
  valid: number;
  quota: number;
  seed: string;
  rounds: CountRound[];
}
export interface ElectionShown {
  election: ElectionId;
  item: ItemId;
  post: string;
  places: number;
  state: ElectionState;
  ballots_held: number;
  candidates: CandidateShown[];
  standing: CandidateId[];
  elected: CandidateId[];
  votings: VotingId[];
  system: ElectionSystem;
  count?: TransferCount;
}
export interface ElectionsDocument {
  elections: ElectionShown[];
}
export type StatementId = number;
export interface StatementLine {
  statement: StatementId;
  item: ItemId;
  person: PersonShown;
  language: string;
  speech?: SpeechId;
  delivered: boolean;
  attached_at: Instant;
}
export interface StatementsDocument {
  statements: StatementLine[];
}
export type PersonId = string;
export interface Officer {
  person: PersonId;
  name: string;
  office: Office;
}
export type Position = (typeof enums)['Position'][number];
export type Presence = (typeof enums)['Presence'][number];
export interface Delegate {
  person: PersonId;
  name: string;
  title: string;
  position: Position;
  presence: Presence;
}
export interface DelegationPeople {
  delegation: DelegationId;
  people: Delegate[];
}
export interface PeopleDocument {
  officers: Officer[];
  delegations: DelegationPeople[];
}
export interface AttendanceDocument {
  delegations_present: number;
  countries_present: number;
  members: number;
  members_present: number;
  quorum_to_open: number;
  quorum_to_decide: number;
  may_open: boolean;
  may_decide: boolean;
}
export type NoticeKind = (typeof enums)['NoticeKind'][number];
export interface Notice {
  kind: NoticeKind;
  until?: Instant;
  item?: ItemId;
  point?: PointId;
  motion?: MotionId;
  proposal?: ProposalId;
  voting?: VotingId;
  speech?: SpeechId;
}
export interface NoticesDocument {
  notices: Notice[];
}
export type Role = (typeof enums)['Role'][number];
export type Credential = (typeof enums)['Credential'][number];
export interface OwnRequest {
  request: RequestId;
  kind: SpeechKind;
  item?: ItemId;
  motion?: MotionId;
  place: number;
  time?: Millis;
}
export type SeatVote = (typeof enums)['SeatVote'][number];
export interface OwnVote {
  voting: VotingId;
  delegation: DelegationId;
  vote: SeatVote;
}
export type OwnNoticeKind = (typeof enums)['OwnNoticeKind'][number];
export interface OwnNotice {
  kind: OwnNoticeKind;
  until?: Instant;
  speech?: SpeechId;
  request?: RequestId;
  item?: ItemId;
  point?: PointId;
  motion?: MotionId;
  proposal?: ProposalId;
  voting?: VotingId;
  delegation?: DelegationId;
}
export type DocumentId = number;
export type Side = (typeof enums)['Side'][number];
export type OrganisationId = number;
export interface Target {
  item?: ItemId;
  document?: DocumentId;
  request?: RequestId;
  speech?: SpeechId;
  point?: PointId;
  motion?: MotionId;
  kind?: MotionKind;
  side?: Side;
  proposal?: ProposalId;
  amendment?: AmendmentId;
  voting?: VotingId;
  method?: Method;
  subject?: Subject;
  election?: ElectionId;
  candidate?: CandidateId;
  organisation?: OrganisationId;
  delegation?: DelegationId;
  on_behalf_of?: DelegationId;
  person?: PersonId;
}
export interface Permitted {
  command: string;
  targets: Target[];
}
export interface Forbidden {
  code: string;
  rule: string;
  en: string;
  vi: string;
  commands: string[];
}
export interface MeDocument {
  person: PersonId;
  role: Role;
  capacities: Role[];
  name: string;
  title: string;
  office?: Office;
  delegation?: DelegationId;
  position?: Position;
  credential?: Credential;
  presence?: Presence;
  requests: OwnRequest[];
  votes: OwnVote[];
  notices: OwnNotice[];
  may: Permitted[];
  may_not: Forbidden[];
}
export type Debate = (typeof enums)['Debate'][number];
export interface DocumentVersion {
  version: number;
  language: string;
  title: string;
  digest: string;
  added_at: Instant;
}
export interface Document {
  id: DocumentId;
  item: ItemId;
  symbol: string;
  deadline?: Instant;
  versions: DocumentVersion[];
}
export interface ItemDocument {
  item: ItemId;
  number: string;
  under?: ItemId;
  titles: Translation[];
  annotations: Translation[];
  state: ItemState;
  debate: Debate;
  documents: Document[];
  texts: ProposalId[];
}
export type ListState = (typeof enums)['ListState'][number];
export interface ListDocument {
  item: ItemId;
  state: ListState;
  announced: boolean;
  closing_objected: boolean;
  round: number;
  rounds: number;
  waiting: RequestShown[];
  replies: RequestShown[];
  explanations: RequestShown[];
  replies_called: boolean;
  limits: TimeLimit[];
  speeches_max?: number;
}
export type Standing = (typeof enums)['Standing'][number];
export interface SeatDocument {
  delegation: DelegationId;
  names: Translation[];
  country: string;
  region: string;
  standing: Standing;
  votes: number;
  seated: boolean;
  credential?: Credential;
  presence: Presence;
  proxy?: DelegationId;
  vote: SeatVote;
  pledged: boolean;
}
export type Mark = (typeof enums)['Mark'][number];
export interface SplitVotes {
  delegation: DelegationId;
  in_favour: number;
  against: number;
  abstaining: number;
}
export interface VoteLine {
  delegation: DelegationId;
  mark: Mark;
  split?: SplitVotes;
}
export type Choice = (typeof enums)['Choice'][number];
export interface Ballot {
  receipt: string;
  choice?: Choice;
  candidates: CandidateId[];
}
export interface NamedBallot {
  delegation: DelegationId;
  candidates: CandidateId[];
}
export interface VotingDocument {
  voting: VotingId;
  subject: Subject;
  method: Method;
  majority: Threshold;
  state: VotingState;
  attempt: number;
  opened_at: Instant;
  closes_at?: Instant;
  closed_at?: Instant;
  revote_until?: Instant;
  candidates: CandidateShown[];
  places: number;
  tally?: Tally;
  lines: VoteLine[];
  voters: DelegationId[];
  ballots: Ballot[];
  objectors: DelegationId[];
  objection: string;
  system: ElectionSystem;
  named_ballots: NamedBallot[];
}
export type ProposalKind = (typeof enums)['ProposalKind'][number];
export type TextState = (typeof enums)['TextState'][number];
export type PartKind = (typeof enums)['PartKind'][number];
export interface Part {
  id: PartId;
  kind: PartKind;
  label: string;
  state: TextState;
}
export interface Passage {
  paragraph: string;
  line?: number;
}
export interface AmendmentShown {
  amendment: AmendmentId;
  mover: DelegationId;
  texts: Translation[];
  distance: number;
  state: TextState;
  excludes: AmendmentId[];
  amends?: AmendmentId;
  passage: Passage;
  seconder?: DelegationId;
  division_asked: boolean;
  division_objected: boolean;
  asked_parts: Part[];
  parts: Part[];
}
export interface TextDocument {
  proposal: ProposalId;
  item: ItemId;
  kind: ProposalKind;
  symbol: string;
  titles: Translation[];
  texts: Translation[];
  mover?: DelegationId;
  sponsors: DelegationId[];
  seconder?: DelegationId;
  state: TextState;
  important: boolean;
  amended: boolean;
  voting_began: boolean;
  debate_closed: boolean;
  division_asked: boolean;
  division_objected: boolean;
  asked_parts: Part[];
  parts: Part[];
  roll_call_asked: boolean;
  recorded_vote_asked: boolean;
  amendments: AmendmentShown[];
  postponed_until?: Instant;
  committee: string;
}
export interface StatementDocument {
  statement: StatementId;
  language: string;
  text: string;
}
export interface Setting {
  key: string;
  value: string;
}
export interface OverrideRule {
  setting: Setting;
  decision?: DecisionId;
}
export interface AppointOfficer {
  officer: Officer;
}
export interface RegisterOrganisation {
  names: Translation[];
  country: string;
  region: string;
  standing: Standing;
  votes: number;
}
export interface RegisterDelegation {
  organisation: OrganisationId;
}
export interface RegisterDelegate {
  delegation: DelegationId;
  person: PersonId;
  name: string;
  title: string;
  position: Position;
}
export interface RemoveDelegate {
  delegation: DelegationId;
  person: PersonId;
}
export interface SeatProvisionally {
  delegation: DelegationId;
}
export interface ReportCredential {
  delegation: DelegationId;
  accepted: boolean;
}
export interface GiveProxy {
  to: DelegationId;
}
export type WithdrawProxy = Record<string, never>;
export interface Arrive {
  delegation: DelegationId;
  person: PersonId;
}
export interface Leave {
  delegation: DelegationId;
  person: PersonId;
}
export type WaiveQuorum = Record<string, never>;
export type OpenMeeting = Record<string, never>;
export interface SuspendMeeting {
  until?: Instant;
}
export type ResumeMeeting = Record<string, never>;
export type AdjournMeeting = Record<string, never>;
export type CloseSession = Record<string, never>;
export interface AddItem {
  titles: Translation[];
  annotations: Translation[];
  under?: ItemId;
  number?: string;
}
export interface MoveItem {
  item: ItemId;
  place: number;
}
export interface RemoveItem {
  item: ItemId;
}
export interface OpenItem {
  item: ItemId;
}
export interface CloseItem {
  item: ItemId;
}
export interface AddDocument {
  item: ItemId;
  symbol: string;
  deadline?: Instant;
}
export interface AddDocumentVersion {
  document: DocumentId;
  language: string;
  title: string;
  digest: string;
}
export interface RemoveOfficer {
  person: PersonId;
  office: Office;
}
export interface RenameOrganisation {
  organisation: OrganisationId;
  names: Translation[];
}
export interface ReviseDelegate {
  delegation: DelegationId;
  person: PersonId;
  name: string;
  title: string;
  position: Position;
}
export interface ChangeVisibility {
  visibility: Visibility;
}
export interface OpenList {
  item: ItemId;
}
export interface AnnounceList {
  item: ItemId;
}
export interface ObjectToClosing {
  item: ItemId;
}
export interface CloseList {
  item: ItemId;
}
export interface StartRound {
  item: ItemId;
  round: number;
}
export interface CallReplies {
  item: ItemId;
}
export interface AskFloor {
  item: ItemId;
  on_behalf_of: DelegationId[];
}
export interface AskReply {
  to: SpeechId;
}
export interface AskExplanation {
  proposal: ProposalId;
}
export interface AskFloorOnMotion {
  motion: MotionId;
  side: Side;
}
export interface WithdrawRequest {
  request: RequestId;
}
export interface ReorderList {
  item: ItemId;
  order: RequestId[];
}
export interface SetTimeLimits {
  item: ItemId;
  limits: TimeLimit[];
  speeches_max?: number;
}
export interface GiveFloor {
  request: RequestId;
}
export interface InviteSpeaker {
  person: PersonId;
  delegation?: DelegationId;
  item?: ItemId;
  limit?: Millis;
}
export type YieldFloor = Record<string, never>;
export interface WithdrawFloor {
  speech: SpeechId;
}
export interface CallToOrder {
  speech: SpeechId;
  reason: string;
}
export interface ExtendTime {
  speech: SpeechId;
  by: Millis;
}
export interface RaisePointOfOrder {
  text: string;
  on_conduct_of_voting: boolean;
}
export interface RuleOnPoint {
  point: PointId;
  ruling: Ruling;
  text: string;
}
export interface TakeOverFloor {
  speech: SpeechId;
}
export interface ReturnFloor {
  speech: SpeechId;
}
export interface EnterSpeaker {
  item: ItemId;
  delegation: DelegationId;
  person?: PersonId;
  on_behalf_of: DelegationId[];
}
export interface WithdrawClosingObjection {
  item: ItemId;
}
export interface InterposeQuestion {
  speech: SpeechId;
}
export interface TakeQuestion {
  speech: SpeechId;
}
export interface DeclineQuestion {
  speech: SpeechId;
}
export interface MoveMotion {
  kind: MotionKind;
  proposal?: ProposalId;
  limits: TimeLimit[];
  speeches_max?: number;
  until?: Instant;
  reason: string;
  committee: string;
  amendment?: AmendmentId;
}
export interface SecondMotion {
  motion: MotionId;
}
export interface WithdrawMotion {
  motion: MotionId;
}
export interface SubmitProposal {
  item: ItemId;
  kind: ProposalKind;
  symbol: string;
  titles: Translation[];
  texts: Translation[];
  sponsors: DelegationId[];
  important: boolean;
}
export interface SecondProposal {
  proposal: ProposalId;
}
export interface JoinSponsors {
  proposal: ProposalId;
}
export interface LeaveSponsors {
  proposal: ProposalId;
}
export interface WithdrawProposal {
  proposal: ProposalId;
}
export interface ReintroduceProposal {
  proposal: ProposalId;
}
export interface DecideImportance {
  proposal: ProposalId;
  important: boolean;
}
export interface SubmitAmendment {
  proposal: ProposalId;
  texts: Translation[];
  distance: number;
  amendment?: AmendmentId;
  passage: Passage;
}
export interface RankAmendments {
  proposal: ProposalId;
  order: AmendmentId[];
  amendment?: AmendmentId;
}
export interface DeclareExclusion {
  amendment: AmendmentId;
  excludes: AmendmentId;
}
export interface WithdrawAmendment {
  amendment: AmendmentId;
}
export interface IncorporateAmendment {
  amendment: AmendmentId;
}
export interface PartAsked {
  kind: PartKind;
  label: string;
}
export type DivisionScope = (typeof enums)['DivisionScope'][number];
export interface AskDivision {
  proposal: ProposalId;
  parts: PartAsked[];
  scope: DivisionScope;
  amendment?: AmendmentId;
}
export interface ObjectToDivision {
  proposal: ProposalId;
  amendment?: AmendmentId;
}
export interface DivideProposal {
  proposal: ProposalId;
  amendment?: AmendmentId;
}
export interface AskMethod {
  proposal: ProposalId;
  method: Method;
}
export interface SecondAmendment {
  amendment: AmendmentId;
}
export interface WithdrawDivision {
  proposal: ProposalId;
  amendment?: AmendmentId;
}
export interface WithdrawDivisionObjection {
  proposal: ProposalId;
  amendment?: AmendmentId;
}
export interface WithdrawMethodRequest {
  proposal: ProposalId;
}
export interface TakeUpProposal {
  proposal: ProposalId;
}
export interface ReintroduceAmendment {
  amendment: AmendmentId;
}
export interface OpenVoting {
  subject: Subject;
  method: Method;
  closes_after?: Millis;
}
export interface CastVote {
  voting: VotingId;
  choice: Choice;
  on_behalf_of?: DelegationId;
}
export interface CastSecretBallot {
  voting: VotingId;
  choice?: Choice;
  candidates: CandidateId[];
  on_behalf_of?: DelegationId;
}
export interface PassRoll {
  voting: VotingId;
  delegation: DelegationId;
}
export interface Object {
  voting: VotingId;
  reason: string;
}
export interface CloseVoting {
  voting: VotingId;
  casting_vote?: Choice;
}
export interface CallElection {
  item: ItemId;
  post: string;
  places: number;
  system?: ElectionSystem;
}
export interface Nominate {
  election: ElectionId;
  name: string;
  delegation?: DelegationId;
}
export interface WithdrawCandidate {
  election: ElectionId;
  candidate: CandidateId;
}
export interface CorrectVote {
  voting: VotingId;
  choice: Choice;
  on_behalf_of?: DelegationId;
}
export interface CancelVoting {
  voting: VotingId;
  reason: string;
}
export interface CastBallot {
  voting: VotingId;
  candidates: CandidateId[];
  on_behalf_of?: DelegationId;
}
export interface SplitVote {
  voting: VotingId;
  in_favour: number;
  against: number;
  abstaining: number;
  on_behalf_of?: DelegationId;
}
export type PledgeToVote = Record<string, never>;
export interface AttachStatement {
  item: ItemId;
  language: string;
  text: string;
  request?: RequestId;
  speech?: SpeechId;
  instead: boolean;
}

export interface Documents {
  session: SessionDocument;
  agenda: AgendaDocument;
  floor: FloorDocument;
  timer: TimerDocument;
  vote: VoteDocument;
  motions: MotionsDocument;
  points: PointsDocument;
  decisions: DecisionsDocument;
  elections: ElectionsDocument;
  statements: StatementsDocument;
  people: PeopleDocument;
  attendance: AttendanceDocument;
  notices: NoticesDocument;
  me: MeDocument;
}

export interface NumberedDocuments {
  item: ItemDocument;
  list: ListDocument;
  seats: SeatDocument;
  votes: VotingDocument;
  texts: TextDocument;
  statements: StatementDocument;
}

export interface Commands {
  override_rule: OverrideRule;
  appoint_officer: AppointOfficer;
  register_organisation: RegisterOrganisation;
  register_delegation: RegisterDelegation;
  register_delegate: RegisterDelegate;
  remove_delegate: RemoveDelegate;
  seat_provisionally: SeatProvisionally;
  report_credential: ReportCredential;
  give_proxy: GiveProxy;
  withdraw_proxy: WithdrawProxy;
  arrive: Arrive;
  leave: Leave;
  waive_quorum: WaiveQuorum;
  open_meeting: OpenMeeting;
  suspend_meeting: SuspendMeeting;
  resume_meeting: ResumeMeeting;
  adjourn_meeting: AdjournMeeting;
  close_session: CloseSession;
  add_item: AddItem;
  move_item: MoveItem;
  remove_item: RemoveItem;
  open_item: OpenItem;
  close_item: CloseItem;
  add_document: AddDocument;
  add_document_version: AddDocumentVersion;
  remove_officer: RemoveOfficer;
  rename_organisation: RenameOrganisation;
  revise_delegate: ReviseDelegate;
  change_visibility: ChangeVisibility;
  open_list: OpenList;
  announce_list: AnnounceList;
  object_to_closing: ObjectToClosing;
  close_list: CloseList;
  start_round: StartRound;
  call_replies: CallReplies;
  ask_floor: AskFloor;
  ask_reply: AskReply;
  ask_explanation: AskExplanation;
  ask_floor_on_motion: AskFloorOnMotion;
  withdraw_request: WithdrawRequest;
  reorder_list: ReorderList;
  set_time_limits: SetTimeLimits;
  give_floor: GiveFloor;
  invite_speaker: InviteSpeaker;
  yield_floor: YieldFloor;
  withdraw_floor: WithdrawFloor;
  call_to_order: CallToOrder;
  extend_time: ExtendTime;
  raise_point_of_order: RaisePointOfOrder;
  rule_on_point: RuleOnPoint;
  take_over_floor: TakeOverFloor;
  return_floor: ReturnFloor;
  enter_speaker: EnterSpeaker;
  withdraw_closing_objection: WithdrawClosingObjection;
  interpose_question: InterposeQuestion;
  take_question: TakeQuestion;
  decline_question: DeclineQuestion;
  move_motion: MoveMotion;
  second_motion: SecondMotion;
  withdraw_motion: WithdrawMotion;
  submit_proposal: SubmitProposal;
  second_proposal: SecondProposal;
  join_sponsors: JoinSponsors;
  leave_sponsors: LeaveSponsors;
  withdraw_proposal: WithdrawProposal;
  reintroduce_proposal: ReintroduceProposal;
  decide_importance: DecideImportance;
  submit_amendment: SubmitAmendment;
  rank_amendments: RankAmendments;
  declare_exclusion: DeclareExclusion;
  withdraw_amendment: WithdrawAmendment;
  incorporate_amendment: IncorporateAmendment;
  ask_division: AskDivision;
  object_to_division: ObjectToDivision;
  divide_proposal: DivideProposal;
  ask_method: AskMethod;
  second_amendment: SecondAmendment;
  withdraw_division: WithdrawDivision;
  withdraw_division_objection: WithdrawDivisionObjection;
  withdraw_method_request: WithdrawMethodRequest;
  take_up_proposal: TakeUpProposal;
  reintroduce_amendment: ReintroduceAmendment;
  open_voting: OpenVoting;
  cast_vote: CastVote;
  cast_secret_ballot: CastSecretBallot;
  pass_roll: PassRoll;
  object: Object;
  close_voting: CloseVoting;
  call_election: CallElection;
  nominate: Nominate;
  withdraw_candidate: WithdrawCandidate;
  correct_vote: CorrectVote;
  cancel_voting: CancelVoting;
  cast_ballot: CastBallot;
  split_vote: SplitVote;
  pledge_to_vote: PledgeToVote;
  attach_statement: AttachStatement;
}

export type CommandName = keyof Commands;
export type Command = { [Name in CommandName]: Record<Name, Commands[Name]> }[CommandName];

export const shapes: Record<string, Record<string, string>> = {
  override_rule: { setting: 'Setting', decision: 'DecisionId?' },
  appoint_officer: { officer: 'Officer' },
  register_organisation: { names: 'Translation[]', country: 'string', region: 'string', standing: 'Standing', votes: 'number' },
  register_delegation: { organisation: 'OrganisationId' },
  register_delegate: { delegation: 'DelegationId', person: 'PersonId', name: 'string', title: 'string', position: 'Position' },
  remove_delegate: { delegation: 'DelegationId', person: 'PersonId' },
  seat_provisionally: { delegation: 'DelegationId' },
  report_credential: { delegation: 'DelegationId', accepted: 'boolean' },
  give_proxy: { to: 'DelegationId' },
  withdraw_proxy: {},
  arrive: { delegation: 'DelegationId', person: 'PersonId' },
  leave: { delegation: 'DelegationId', person: 'PersonId' },
  waive_quorum: {},
  open_meeting: {},
  suspend_meeting: { until: 'Instant?' },
  resume_meeting: {},
  adjourn_meeting: {},
  close_session: {},
  add_item: { titles: 'Translation[]', annotations: 'Translation[]', under: 'ItemId?', number: 'string?' },
  move_item: { item: 'ItemId', place: 'number' },
  remove_item: { item: 'ItemId' },
  open_item: { item: 'ItemId' },
  close_item: { item: 'ItemId' },
  add_document: { item: 'ItemId', symbol: 'string', deadline: 'Instant?' },
  add_document_version: { document: 'DocumentId', language: 'string', title: 'string', digest: 'string' },
  remove_officer: { person: 'PersonId', office: 'Office' },
  rename_organisation: { organisation: 'OrganisationId', names: 'Translation[]' },
  revise_delegate: { delegation: 'DelegationId', person: 'PersonId', name: 'string', title: 'string', position: 'Position' },
  change_visibility: { visibility: 'Visibility' },
  open_list: { item: 'ItemId' },
  announce_list: { item: 'ItemId' },
  object_to_closing: { item: 'ItemId' },
  close_list: { item: 'ItemId' },
  start_round: { item: 'ItemId', round: 'number' },
  call_replies: { item: 'ItemId' },
  ask_floor: { item: 'ItemId', on_behalf_of: 'DelegationId[]' },
  ask_reply: { to: 'SpeechId' },
  ask_explanation: { proposal: 'ProposalId' },
  ask_floor_on_motion: { motion: 'MotionId', side: 'Side' },
  withdraw_request: { request: 'RequestId' },
  reorder_list: { item: 'ItemId', order: 'RequestId[]' },
  set_time_limits: { item: 'ItemId', limits: 'TimeLimit[]', speeches_max: 'number?' },
  give_floor: { request: 'RequestId' },
  invite_speaker: { person: 'PersonId', delegation: 'DelegationId?', item: 'ItemId?', limit: 'Millis?' },
  yield_floor: {},
  withdraw_floor: { speech: 'SpeechId' },
  call_to_order: { speech: 'SpeechId', reason: 'string' },
  extend_time: { speech: 'SpeechId', by: 'Millis' },
  raise_point_of_order: { text: 'string', on_conduct_of_voting: 'boolean' },
  rule_on_point: { point: 'PointId', ruling: 'Ruling', text: 'string' },
  take_over_floor: { speech: 'SpeechId' },
  return_floor: { speech: 'SpeechId' },
  enter_speaker: { item: 'ItemId', delegation: 'DelegationId', person: 'PersonId?', on_behalf_of: 'DelegationId[]' },
  withdraw_closing_objection: { item: 'ItemId' },
  interpose_question: { speech: 'SpeechId' },
  take_question: { speech: 'SpeechId' },
  decline_question: { speech: 'SpeechId' },
  move_motion: { kind: 'MotionKind', proposal: 'ProposalId?', limits: 'TimeLimit[]', speeches_max: 'number?', until: 'Instant?', reason: 'string', committee: 'string', amendment: 'AmendmentId?' },
  second_motion: { motion: 'MotionId' },
  withdraw_motion: { motion: 'MotionId' },
  submit_proposal: { item: 'ItemId', kind: 'ProposalKind', symbol: 'string', titles: 'Translation[]', texts: 'Translation[]', sponsors: 'DelegationId[]', important: 'boolean' },
  second_proposal: { proposal: 'ProposalId' },
  join_sponsors: { proposal: 'ProposalId' },
  leave_sponsors: { proposal: 'ProposalId' },
  withdraw_proposal: { proposal: 'ProposalId' },
  reintroduce_proposal: { proposal: 'ProposalId' },
  decide_importance: { proposal: 'ProposalId', important: 'boolean' },
  submit_amendment: { proposal: 'ProposalId', texts: 'Translation[]', distance: 'number', amendment: 'AmendmentId?', passage: 'Passage' },
  rank_amendments: { proposal: 'ProposalId', order: 'AmendmentId[]', amendment: 'AmendmentId?' },
  declare_exclusion: { amendment: 'AmendmentId', excludes: 'AmendmentId' },
  withdraw_amendment: { amendment: 'AmendmentId' },
  incorporate_amendment: { amendment: 'AmendmentId' },
  ask_division: { proposal: 'ProposalId', parts: 'PartAsked[]', scope: 'DivisionScope', amendment: 'AmendmentId?' },
  object_to_division: { proposal: 'ProposalId', amendment: 'AmendmentId?' },
  divide_proposal: { proposal: 'ProposalId', amendment: 'AmendmentId?' },
  ask_method: { proposal: 'ProposalId', method: 'Method' },
  second_amendment: { amendment: 'AmendmentId' },
  withdraw_division: { proposal: 'ProposalId', amendment: 'AmendmentId?' },
  withdraw_division_objection: { proposal: 'ProposalId', amendment: 'AmendmentId?' },
  withdraw_method_request: { proposal: 'ProposalId' },
  take_up_proposal: { proposal: 'ProposalId' },
  reintroduce_amendment: { amendment: 'AmendmentId' },
  open_voting: { subject: 'Subject', method: 'Method', closes_after: 'Millis?' },
  cast_vote: { voting: 'VotingId', choice: 'Choice', on_behalf_of: 'DelegationId?' },
  cast_secret_ballot: { voting: 'VotingId', choice: 'Choice?', candidates: 'CandidateId[]', on_behalf_of: 'DelegationId?' },
  pass_roll: { voting: 'VotingId', delegation: 'DelegationId' },
  object: { voting: 'VotingId', reason: 'string' },
  close_voting: { voting: 'VotingId', casting_vote: 'Choice?' },
  call_election: { item: 'ItemId', post: 'string', places: 'number', system: 'ElectionSystem?' },
  nominate: { election: 'ElectionId', name: 'string', delegation: 'DelegationId?' },
  withdraw_candidate: { election: 'ElectionId', candidate: 'CandidateId' },
  correct_vote: { voting: 'VotingId', choice: 'Choice', on_behalf_of: 'DelegationId?' },
  cancel_voting: { voting: 'VotingId', reason: 'string' },
  cast_ballot: { voting: 'VotingId', candidates: 'CandidateId[]', on_behalf_of: 'DelegationId?' },
  split_vote: { voting: 'VotingId', in_favour: 'number', against: 'number', abstaining: 'number', on_behalf_of: 'DelegationId?' },
  pledge_to_vote: {},
  attach_statement: { item: 'ItemId', language: 'string', text: 'string', request: 'RequestId?', speech: 'SpeechId?', instead: 'boolean' },
  Setting: { key: 'string', value: 'string' },
  Officer: { person: 'PersonId', name: 'string', office: 'Office' },
  Translation: { language: 'string', text: 'string' },
  TimeLimit: { category: 'Category', limit: 'Millis' },
  Passage: { paragraph: 'string', line: 'number?' },
  PartAsked: { kind: 'PartKind', label: 'string' },
  Subject: { kind: 'SubjectKind', proposal: 'ProposalId?', amendment: 'AmendmentId?', part: 'PartId?', motion: 'MotionId?', election: 'ElectionId?' },
};
