// SPDX-License-Identifier: Apache-2.0

package model

// State is what the system is at one moment: the stocks that act on one
// another, then the running totals since the start, which act on nothing.
type State struct {
	Hardliners       float64 // fighter: fighters no terms on offer would bring home
	Reconcilables    float64 // fighter: fighters who might leave on terms
	Grievance        float64 // 1: how wronged people feel, from 0 to below 1 (model index, never measured)
	Sanctuary        float64 // 1: how freely militants live across the border (model index, never measured)
	Trust            float64 // 1: trust in the two states' word (model index, never measured)
	Pipeline1        float64 // USD million: projects in the first third of building
	Pipeline2        float64 // USD million: projects in the second third of building
	Pipeline3        float64 // USD million: projects in the last third of building
	Capital          float64 // USD million: finished projects in working order
	PerceivedAttacks float64 // attack/year: attacks as people remember them

	TotalAttacks             float64 // attack: attacks so far
	TotalCiviliansAttacks    float64 // death: civilians of Pakistan killed in attacks so far
	TotalCiviliansOperations float64 // death: civilians of Pakistan killed in operations so far
	TotalCiviliansAbroad     float64 // death: civilians of Afghanistan killed in cross-border operations so far
	TotalSecurityAttacks     float64 // death: security forces killed in attacks so far
	TotalSecurityOperations  float64 // death: security forces killed in operations so far
	TotalMilitants           float64 // fighter: militants killed in operations so far
	TotalWounded             float64 // person: wounded so far, counted only where a shock states them
	TotalRecruited           float64 // fighter: fighters recruited so far
	TotalExited              float64 // fighter: fighters who left of themselves so far
	TotalCaptured            float64 // fighter: fighters captured so far
	TotalReconciled          float64 // fighter: fighters reconciled so far
	TotalOperationsCost      float64 // USD million: spent on operations so far
	TotalProgrammesCost      float64 // USD million: spent on dialogue and narrative so far
	TotalAnnounced           float64 // USD million: investment announced so far
	TotalCommitted           float64 // USD million: investment disbursed into projects so far
	TotalCompleted           float64 // USD million: projects finished so far
	TotalCancelled           float64 // USD million: projects cancelled by shocks so far
	TotalWornOut             float64 // USD million: capital worn out so far
	TotalDestroyed           float64 // USD million: capital destroyed so far
	TotalTradeForgone        float64 // USD million: trade forgone at a closed border so far
	TotalOutput              float64 // USD million: output earned with the capital so far
}

// Auxiliaries are what follows at once from the stocks, levers and parameters.
type Auxiliaries struct {
	Fighters     float64 // fighter
	Insecurity   float64 // 1
	Secure       float64 // 1
	Tempo        float64 // major operation/year
	Aimed        float64 // 1
	Shelter      float64 // 1
	Exposed      float64 // 1/fighter
	RemovalRate  float64 // 1/year
	Removed      float64 // fighter/year
	Killed       float64 // fighter/year
	Harm         float64 // death/year
	Words        float64 // 1
	Attacks      float64 // attack/year
	DeathsAttack float64 // death/year
	Ties         float64 // 1
	Motive       float64 // 1
	Recruits     float64 // fighter/year
	BuildPace    float64 // 1
	Kept         float64 // 1
	Broken       float64 // USD million/year
	Leverage     float64 // 1
	Tolerance    float64 // 1
	Pressed      float64 // 1
	TrustGoal    float64 // 1
	Provocation  float64 // 1
}

// Flows are the rates at which single causes fill or drain the stocks.
type Flows struct {
	RecruitedHardliners    float64 // fighter/year
	RecruitedReconcilables float64 // fighter/year
	Hardened               float64 // fighter/year
	Reconciled             float64 // fighter/year
	RemovedHardliners      float64 // fighter/year
	RemovedReconcilables   float64 // fighter/year
	ExitedHardliners       float64 // fighter/year
	ExitedReconcilables    float64 // fighter/year
	Captured               float64 // fighter/year
	MilitantsKilled        float64 // fighter/year
	AttacksMade            float64 // attack/year
	CiviliansAttacks       float64 // death/year
	CiviliansOperations    float64 // death/year
	CiviliansAbroad        float64 // death/year
	SecurityAttacks        float64 // death/year
	SecurityOperations     float64 // death/year
	GrievanceChange        float64 // 1/year
	SanctuaryChange        float64 // 1/year
	TrustChange            float64 // 1/year
	PerceptionChange       float64 // attack/year/year
	Announced              float64 // USD million/year
	Committed              float64 // USD million/year
	Advanced1              float64 // USD million/year
	Advanced2              float64 // USD million/year
	Completed              float64 // USD million/year
	WornOut                float64 // USD million/year
	Destroyed              float64 // USD million/year
	OperationsCost         float64 // USD million/year
	ProgrammesCost         float64 // USD million/year
	TradeForgone           float64 // USD million/year
	Output                 float64 // USD million/year
}

// initial sets the stocks at the start of the history; settle completes it.
func initial(s *State, l *Levers, p *Parameters) {
	s.Hardliners = p.StartFighters * p.HardShare
	s.Reconcilables = p.StartFighters * (1 - p.HardShare)
	s.Grievance = p.StartGrievance
	s.Sanctuary = p.StartSanctuary
	s.Trust = p.StartTrust
	s.Pipeline1 = (p.RealisedShare * p.BuildTime / 3) * l.Investment
	s.Pipeline2 = (p.RealisedShare * p.BuildTime / 3) * l.Investment
	s.Pipeline3 = (p.RealisedShare * p.BuildTime / 3) * l.Investment
	s.Capital = p.StartCapital
}

// settle moves what people perceive and what is nearly built one step towards
// the values that would persist; repeated, it finds the resting point.
func settle(s *State, l *Levers, p *Parameters, a *Auxiliaries) {
	s.PerceivedAttacks = a.Attacks
	s.Pipeline3 = (p.RealisedShare * p.BuildTime / 3) * l.Investment / a.BuildPace
}

// auxiliaries sets a from the stocks s, the levers l and the parameters p.
func auxiliaries(s *State, l *Levers, p *Parameters, a *Auxiliaries) {
	// All fighters, of both kinds.
	a.Fighters = s.Hardliners + s.Reconcilables
	// Insecurity as people see it: perceived attacks relative to those that halve confidence.
	a.Insecurity = s.PerceivedAttacks / p.AttacksHalf
	// Projects are safe where nobody fears an attack, or where people trust those who build (after Berman et al. 2011).
	a.Secure = (1 + a.Insecurity*a.Insecurity*s.Trust) / (1 + a.Insecurity*a.Insecurity)
	// Operations follow perceived violence as far as reactivity goes; those led by intelligence are fewer.
	a.Tempo = l.OperationsTempo * (1 - l.Reactivity + l.Reactivity*2*a.Insecurity/(1+a.Insecurity)) *
		(1 - p.Selectivity*l.Precision)
	// Intelligence comes from people who trust you (after Kress and Szechtman 2009).
	a.Aimed = l.Precision * (p.IntelligenceFloor + (1-p.IntelligenceFloor)*s.Trust)
	// Part of the fight answers to nobody in Kabul; the rest needs sanctuary.
	a.Shelter = p.ShelterFloor + (1-p.ShelterFloor)*s.Sanctuary

	// How exposed each fighter is: a small movement hides, a large one shows itself (Holling type III).
	a.Exposed = a.Fighters / (a.Fighters*a.Fighters + (p.Refuge * p.Refuge))
	// Operations remove those they can find, so force contains a movement and does not finish it.
	a.RemovalRate = a.Tempo * p.KillPerOperation * a.Exposed
	// Fighters removed by operations.
	a.Removed = a.RemovalRate * a.Fighters
	// Those removed who are killed rather than captured: aimed operations arrest more.
	a.Killed = a.Removed * (1 - p.CaptureShare*a.Aimed)
	// Civilians of Pakistan killed in operations; aimed operations kill fewer.
	a.Harm = a.Killed * p.CivilianRatio * (1 - a.Aimed*(1-p.PreciseShare))

	// What is said: talks and a shared narrative count alike.
	a.Words = (l.Narrative + l.Dialogue) / 2
	// Attacks grow with fighters who come out of hiding and have shelter; operations hold them down, the first ones most;
	// projects begun in insecurity, words nobody trusts and an open border each add some, and so does revenge for each
	// civilian killed; a ceasefire divides them.
	a.Attacks = (p.AttackRate*(s.Hardliners+p.ReconcilableWeight*s.Reconcilables)*a.Exposed*a.Fighters*a.Shelter/
		(1+(p.Presence+p.Suppression*a.Aimed)*2*a.Tempo/(a.Tempo+p.TempoReference))*
		(1+p.Sabotage*(1-a.Secure)*s.Pipeline1/(s.Pipeline1+p.TiesHalf))*
		(1+p.Emboldening*a.Words*(1-s.Trust))*
		(1+p.Infiltration*l.Openness) + p.Revenge*a.Harm) * l.AttackFactor
	// People other than militants killed in attacks.
	a.DeathsAttack = p.DeathsPerAttack * a.Attacks

	// How much two economies would lose by parting: finished projects count only where goods may pass.
	a.Ties = s.Capital * l.Openness / (s.Capital*l.Openness + p.TiesHalf)
	// Motive to join: shelter draws, grievance drives, secured development holds back.
	a.Motive = a.Shelter * (1 + p.GrievanceGain*s.Grievance) * (1 - p.Development*a.Secure*a.Ties)
	// Recruits: some always, more as the movement grows, for each fighter killed and each civilian killed; all of them
	// need shelter, and fewer come as the pool empties.
	a.Recruits = (1 - a.Fighters/p.Pool) * a.Shelter *
		(a.Motive*(p.Inflow+p.Contagion*a.Fighters) + p.Replacement*a.Killed + p.Avenging*a.Harm)
	// Building slows where projects are not safe.
	a.BuildPace = p.StallFloor + (1-p.StallFloor)*a.Secure
	// How far works begun are still paid for: 1 while announcements stay the same, near 0 after they stop; works smaller
	// than the repairs of what stood in 2021 go unnoticed.
	a.Kept = ((2*p.RealisedShare)*l.Investment + (p.Depreciation * p.StartCapital)) /
		((3/p.BuildTime)*s.Pipeline1 + p.RealisedShare*l.Investment + (p.Depreciation * p.StartCapital))
	// Works begun and no longer paid for: broken promises.
	a.Broken = (3 / p.BuildTime) * s.Pipeline1 * (1 - a.Kept) * (1 - a.Kept)

	// Leverage has a threshold: shallow ties bind nobody (after Dürr 2008).
	a.Leverage = a.Ties * a.Ties / (a.Ties*a.Ties + (p.LeverageThreshold*p.LeverageThreshold)*(1-a.Ties)*(1-a.Ties))
	// How far Kabul would tolerate militants if nobody pressed it: much, and less with ties and trust.
	a.Tolerance = p.Sympathy * (1 - p.EconomicLeverage*a.Leverage) * (1 - p.TrustEffect*s.Trust)
	// Pressure can make it comply or defy.
	a.Pressed = a.Tolerance*(1-p.Compliance*l.Interference) + p.Defiance*l.Interference*(1-a.Tolerance)
	// Trust grows with what is said, if nobody interferes, attacks, kills civilians or breaks promises.
	a.TrustGoal = a.Words * (1 - l.Interference) /
		(1 + p.Spoiling*a.Insecurity + p.HarmLoss*a.Harm + p.PromiseLoss*a.Broken)
	// Wrongs that feed grievance: civilians killed, interference and broken promises.
	a.Provocation = p.HarmGain*a.Harm + p.InterferenceGain*l.Interference + p.PromiseLoss*a.Broken
}

// flows sets f from the stocks, levers, parameters and auxiliaries.
func flows(s *State, l *Levers, p *Parameters, a *Auxiliaries, f *Flows) {
	// Recruits who will not settle.
	f.RecruitedHardliners = p.HardShare * a.Recruits
	// Recruits who might.
	f.RecruitedReconcilables = (1 - p.HardShare) * a.Recruits
	// Grievance hardens.
	f.Hardened = p.Hardening * s.Reconcilables * s.Grievance
	// Talks bring home those who trust the word given.
	f.Reconciled = p.Reconciliation * l.Dialogue * s.Reconcilables * s.Trust
	// Operations do not tell the two kinds apart.
	f.RemovedHardliners = a.RemovalRate * s.Hardliners
	// See removed_hardliners.
	f.RemovedReconcilables = a.RemovalRate * s.Reconcilables
	// Some leave by themselves, more where they have no place to live, train and rest.
	f.ExitedHardliners = p.Exit / a.Shelter * s.Hardliners
	// See exited_hardliners.
	f.ExitedReconcilables = p.Exit / a.Shelter * s.Reconcilables
	// Fighters captured.
	f.Captured = a.Removed * p.CaptureShare * a.Aimed
	// Fighters killed.
	f.MilitantsKilled = a.Killed

	// Attacks, counted.
	f.AttacksMade = a.Attacks
	// Civilians among those killed in attacks.
	f.CiviliansAttacks = p.CivilianShare * a.DeathsAttack
	// Security forces among those killed in attacks.
	f.SecurityAttacks = (1 - p.CivilianShare) * a.DeathsAttack
	// Civilians of Pakistan killed in operations.
	f.CiviliansOperations = a.Harm
	// Civilians of Afghanistan killed where operations cross the border.
	f.CiviliansAbroad = p.CrossBorderRatio * l.Interference * a.Tempo
	// Security forces killed in operations: raids cost more of them than sweeps, and arrests cost lives too.
	f.SecurityOperations = a.Removed * (1 + p.PrecisionPremium*l.Precision) / p.ExchangeRatio

	// Grievance moves towards what provocation would sustain.
	f.GrievanceChange = (a.Provocation/(1+a.Provocation) - s.Grievance) / p.GrievanceTime
	// The host follows late; restraint is Kabul acting on its own soil, as far as it is left alone.
	f.SanctuaryChange = (a.Pressed*(1-l.Restraint*(1-l.Interference)) - s.Sanctuary) / p.HostResponseTime
	// Trust is slow to come and slow to go.
	f.TrustChange = (a.TrustGoal - s.Trust) / p.TrustTime
	// Memory of attacks fades.
	f.PerceptionChange = (a.Attacks - s.PerceivedAttacks) / p.PerceptionTime

	// Investment announced.
	f.Announced = l.Investment
	// Investment disbursed: announced is not delivered.
	f.Committed = p.RealisedShare * l.Investment
	// Projects past the first third.
	f.Advanced1 = (3 / p.BuildTime) * s.Pipeline1
	// Projects past the second third.
	f.Advanced2 = (3 / p.BuildTime) * s.Pipeline2
	// Projects finished; insecurity stalls the last third.
	f.Completed = (3 / p.BuildTime) * s.Pipeline3 * a.BuildPace
	// Capital wears out.
	f.WornOut = p.Depreciation * s.Capital
	// Capital is destroyed where insecurity rules.
	f.Destroyed = p.Destruction * (1 - a.Secure) * s.Capital
	// Operations cost more the more precise they are.
	f.OperationsCost = p.OperationCost * (1 + p.PrecisionPremium*l.Precision) * a.Tempo
	// Talks and a shared narrative cost staff, media and guarantees.
	f.ProgrammesCost = p.ProgrammeCost * (l.Dialogue + l.Narrative)
	// Trade that a closed border forgoes.
	f.TradeForgone = p.TradeValue * (1 - l.Openness)
	// What the finished projects earn while they are safe.
	f.Output = p.OutputRatio * s.Capital * a.Secure
}

// rates sets d, the change of every stock per year, as sums of flows.
func rates(f *Flows, d *State) {
	d.Hardliners = f.RecruitedHardliners + f.Hardened - f.RemovedHardliners - f.ExitedHardliners
	d.Reconcilables = f.RecruitedReconcilables - f.Hardened - f.Reconciled - f.RemovedReconcilables - f.ExitedReconcilables
	d.Grievance = f.GrievanceChange
	d.Sanctuary = f.SanctuaryChange
	d.Trust = f.TrustChange
	d.Pipeline1 = f.Committed - f.Advanced1
	d.Pipeline2 = f.Advanced1 - f.Advanced2
	d.Pipeline3 = f.Advanced2 - f.Completed
	d.Capital = f.Completed - f.WornOut - f.Destroyed
	d.PerceivedAttacks = f.PerceptionChange

	d.TotalAttacks = f.AttacksMade
	d.TotalCiviliansAttacks = f.CiviliansAttacks
	d.TotalCiviliansOperations = f.CiviliansOperations
	d.TotalCiviliansAbroad = f.CiviliansAbroad
	d.TotalSecurityAttacks = f.SecurityAttacks
	d.TotalSecurityOperations = f.SecurityOperations
	d.TotalMilitants = f.MilitantsKilled
	d.TotalRecruited = f.RecruitedHardliners + f.RecruitedReconcilables
	d.TotalExited = f.ExitedHardliners + f.ExitedReconcilables
	d.TotalCaptured = f.Captured
	d.TotalReconciled = f.Reconciled
	d.TotalOperationsCost = f.OperationsCost
	d.TotalProgrammesCost = f.ProgrammesCost
	d.TotalAnnounced = f.Announced
	d.TotalCommitted = f.Committed
	d.TotalCompleted = f.Completed
	d.TotalWornOut = f.WornOut
	d.TotalDestroyed = f.Destroyed
	d.TotalTradeForgone = f.TradeForgone
	d.TotalOutput = f.Output
}
