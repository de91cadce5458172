package model

// Parameters are what nobody sets: how people, hosts, money and arms respond.
type Parameters struct {
	Inflow             float64
	Contagion          float64
	Pool               float64
	Exit               float64
	GrievanceGain      float64
	HardShare          float64
	Replacement        float64
	Avenging           float64
	KillPerOperation   float64
	Refuge             float64
	CaptureShare       float64
	Selectivity        float64
	CivilianRatio      float64
	PreciseShare       float64
	CrossBorderRatio   float64
	ExchangeRatio      float64
	IntelligenceFloor  float64
	AttackRate         float64
	ReconcilableWeight float64
	ShelterFloor       float64
	Revenge            float64
	Suppression        float64
	TempoReference     float64
	DeathsPerAttack    float64
	CivilianShare      float64
	Emboldening        float64
	Infiltration       float64
	HarmGain           float64
	InterferenceGain   float64
	GrievanceTime      float64
	Hardening          float64
	Reconciliation     float64
	RealisedShare      float64
	BuildTime          float64
	StallFloor         float64
	Depreciation       float64
	Destruction        float64
	AttacksHalf        float64
	Sabotage           float64
	TiesHalf           float64
	Development        float64
	OutputRatio        float64
	EconomicLeverage   float64
	LeverageThreshold  float64
	IdeologicalFloor   float64
	FloorShift         float64
	TrustEffect        float64
	Compliance         float64
	Defiance           float64
	HostResponseTime   float64
	NarrativeWeight    float64
	HarmLoss           float64
	PromiseLoss        float64
	TrustTime          float64
	PerceptionTime     float64
	OperationCost      float64
	PrecisionPremium   float64
	ProgrammeCost      float64
	TradeValue         float64
	StartFighters      float64
	StartSanctuary     float64
	StartGrievance     float64
	StartCapital       float64
	StartTrust         float64
}

// Kind says how a parameter is treated when assumptions are drawn.
type Kind string

// The kinds of parameter: Uncertain ones steer the system and are drawn;
// Accounting ones only turn what happened into deaths by side or money and are
// drawn; Constant ones are held.
const (
	Uncertain  Kind = "uncertain"
	Accounting Kind = "accounting"
	Constant   Kind = "constant"
)

// Confidence grades what a central value and its range rest on.
type Confidence string

// The grades of confidence, from firm to weak.
const (
	Cited          Confidence = "cited"
	SeveralStudies Confidence = "several studies"
	FewStudies     Confidence = "few studies"
	Judgement      Confidence = "judgement"
)

// Parameter is one row of ParameterTable: a quantity, its documented range and
// what that range rests on.
type Parameter struct {
	Quantity
	Low, Central, High float64
	Kind               Kind
	Confidence         Confidence
	Dimension          int      // place in a low-discrepancy sequence; never reused
	Source             string   // author, year and place, or "assumption: " and the reason
	Because            string   // why Central departs from the centre of the literature, if it does
	Evidence           []string // rows of the evidence ledger that bear on it
	of                 func(*Parameters) *float64
}

// Of is the value of the parameter in p, to read or to set.
func (row *Parameter) Of(p *Parameters) *float64 { return row.of(p) }

// Central holds every parameter at its central value.
func Central() Parameters {
	var p Parameters
	for i := range ParameterTable {
		*ParameterTable[i].of(&p) = ParameterTable[i].Central
	}
	return p
}

// ParameterTable holds one row per parameter, in the order in which the
// equations use them.
var ParameterTable = []Parameter{
	{
		Quantity: Quantity{"inflow", "Inflow", "fighter/year", "Recruits a year that come whatever happens, while shelter is full and nobody holds them back."},
		Low:      150, Central: 350, High: 700, Kind: Uncertain, Confidence: Judgement, Dimension: 1,
		Source: "assumption: chosen so that history and think-tank recruitment are of one size",
		of:     func(p *Parameters) *float64 { return &p.Inflow },
	},
	{
		Quantity: Quantity{"contagion", "Contagion", "1/year", "Recruits a year per fighter: the movement recruits for itself."},
		Low:      0.1, Central: 0.3, High: 0.5, Kind: Uncertain, Confidence: Judgement, Dimension: 2,
		Source: "assumption: think-tank growth of attacks 2020-25 is 0.16-0.53 a year",
		of:     func(p *Parameters) *float64 { return &p.Contagion },
	},
	{
		Quantity: Quantity{"pool", "Recruitment pool", "fighter", "Fighters there could ever be at one time; recruitment slows as it empties."},
		Low:      9000, Central: 15000, High: 25000, Kind: Uncertain, Confidence: Judgement, Dimension: 3,
		Source: "assumption: officials and UN together 6000-14000 fighters",
		of:     func(p *Parameters) *float64 { return &p.Pool },
	},
	{
		Quantity: Quantity{"exit", "Natural exit", "1/year", "Share of fighters who leave of themselves in a year."},
		Low:      0.02, Central: 0.06, High: 0.15, Kind: Uncertain, Confidence: FewStudies, Dimension: 4,
		Source: "literature.md 4 natural exit",
		of:     func(p *Parameters) *float64 { return &p.Exit },
	},
	{
		Quantity: Quantity{"grievance_gain", "Pull of grievance", "1", "How much full grievance adds to the motive to join."},
		Low:      0, Central: 0.8, High: 2, Kind: Uncertain, Confidence: Judgement, Dimension: 5,
		Source: "assumption; Shah 2018 says near 0 for drones",
		of:     func(p *Parameters) *float64 { return &p.GrievanceGain },
	},
	{
		Quantity: Quantity{"hard_share", "Hard core among recruits", "1", "Share of recruits no terms on offer would bring home."},
		Low:      0.3, Central: 0.5, High: 0.8, Kind: Uncertain, Confidence: Judgement, Dimension: 6,
		Source: "assumption; Swat triage only qualitative",
		of:     func(p *Parameters) *float64 { return &p.HardShare },
	},
	{
		Quantity: Quantity{"replacement", "Replacement", "1", "Recruits that each fighter killed brings in."},
		Low:      0, Central: 0.5, High: 1.1, Kind: Uncertain, Confidence: FewStudies, Dimension: 7,
		Source: "literature.md 2.1 Kaplan sign; flat stock while kills rose",
		of:     func(p *Parameters) *float64 { return &p.Replacement },
	},
	{
		Quantity: Quantity{"avenging", "Vengeance", "fighter/death", "Recruits that each civilian killed in operations brings in."},
		Low:      0, Central: 0.5, High: 3, Kind: Uncertain, Confidence: FewStudies, Dimension: 8,
		Source: "literature.md 2.1",
		of:     func(p *Parameters) *float64 { return &p.Avenging },
	},
	{
		Quantity: Quantity{"kill_per_operation", "Removals per operation", "fighter/major operation", "Fighters one major operation removes where fighters are many."},
		Low:      30, Central: 57, High: 75, Kind: Uncertain, Confidence: Cited, Dimension: 9,
		Source: "essay: 229 militants in four operations; an asymptote reached when fighters far exceed refuge",
		of:     func(p *Parameters) *float64 { return &p.KillPerOperation },
	},
	{
		Quantity: Quantity{"refuge", "Refuge", "fighter", "Number of fighters at which hiding halves what an operation finds."},
		Low:      2000, Central: 4000, High: 8000, Kind: Uncertain, Confidence: Judgement, Dimension: 10,
		Source: "assumption: Holling type III",
		of:     func(p *Parameters) *float64 { return &p.Refuge },
	},
	{
		Quantity: Quantity{"capture_share", "Capture share", "1", "Share of those removed who are captured when operations are fully aimed."},
		Low:      0.1, Central: 0.4, High: 0.6, Kind: Uncertain, Confidence: FewStudies, Dimension: 11,
		Source: "think tank 2025: 497 arrested beside 2115 killed",
		of:     func(p *Parameters) *float64 { return &p.CaptureShare },
	},
	{
		Quantity: Quantity{"selectivity", "Price of precision", "1", "Share of removals given up when every operation is intelligence-led."},
		Low:      0, Central: 0.3, High: 0.6, Kind: Uncertain, Confidence: Judgement, Dimension: 12,
		Source: "assumption: intelligence-led operations are slower and smaller",
		of:     func(p *Parameters) *float64 { return &p.Selectivity },
	},
	{
		Quantity: Quantity{"civilian_ratio", "Civilians per fighter killed", "death/fighter", "Civilians of Pakistan killed per fighter killed by unaimed operations."},
		Low:      0.03, Central: 0.12, High: 0.5, Kind: Uncertain, Confidence: FewStudies, Dimension: 13,
		Source: "because 0.3 and more overshoots the 2025 counts; literature.md 2.1",
		of:     func(p *Parameters) *float64 { return &p.CivilianRatio },
	},
	{
		Quantity: Quantity{"precise_share", "Harm left when aimed", "1", "Share of civilian_ratio that remains when operations are fully aimed."},
		Low:      0.1, Central: 0.5, High: 0.9, Kind: Uncertain, Confidence: FewStudies, Dimension: 14,
		Source: "share of civilian_ratio left when fully aimed; drone databases",
		of:     func(p *Parameters) *float64 { return &p.PreciseShare },
	},
	{
		Quantity: Quantity{"cross_border_ratio", "Civilians abroad per strike", "death/major operation", "Civilians of Afghanistan killed per major operation at full interference."},
		Low:      0, Central: 10, High: 30, Kind: Uncertain, Confidence: FewStudies, Dimension: 15,
		Source: "UNAMA Oct-Dec 2025: 70 killed; civilians of Afghanistan",
		of:     func(p *Parameters) *float64 { return &p.CrossBorderRatio },
	},
	{
		Quantity: Quantity{"exchange_ratio", "Exchange ratio", "fighter/death", "Fighters killed per member of the security forces killed in operations."},
		Low:      3, Central: 7, High: 12, Kind: Uncertain, Confidence: Cited, Dimension: 16,
		Source: "because operations only; essay list 5.0-6.5; nationwide 1-3.2 includes attacks",
		of:     func(p *Parameters) *float64 { return &p.ExchangeRatio },
	},
	{
		Quantity: Quantity{"intelligence_floor", "Intelligence without trust", "1", "Share of orders to be precise that can be met where nobody trusts the state."},
		Low:      0.1, Central: 0.3, High: 0.6, Kind: Uncertain, Confidence: Judgement, Dimension: 17,
		Source: "assumption; form Kress and Szechtman 2009",
		of:     func(p *Parameters) *float64 { return &p.IntelligenceFloor },
	},
	{
		Quantity: Quantity{"attack_rate", "Attacks per fighter", "attack/fighter/year", "Attacks a year per hard-line fighter in full shelter, without grievance or operations."},
		Low:      0.1, Central: 0.24, High: 0.58, Kind: Uncertain, Confidence: FewStudies, Dimension: 18,
		Source: "literature.md 4: 0.08-0.20 net of shelter and weight; extreme 0.58",
		of:     func(p *Parameters) *float64 { return &p.AttackRate },
	},
	{
		Quantity: Quantity{"reconcilable_weight", "Zeal of reconcilables", "1", "Attacks by a reconcilable fighter relative to a hard-line one."},
		Low:      0.3, Central: 0.6, High: 1, Kind: Uncertain, Confidence: Judgement, Dimension: 19,
		Source: "assumption",
		of:     func(p *Parameters) *float64 { return &p.ReconcilableWeight },
	},
	{
		Quantity: Quantity{"shelter_floor", "Fight without Kabul", "1", "Share of the fight that needs no sanctuary in Afghanistan."},
		Low:      0.2, Central: 0.4, High: 0.7, Kind: Uncertain, Confidence: FewStudies, Dimension: 20,
		Source: "evidence.md: 0.26-0.41 of attacks in Balochistan answer to nobody in Kabul; others fight from inside Pakistan",
		of:     func(p *Parameters) *float64 { return &p.ShelterFloor },
	},
	{
		Quantity: Quantity{"revenge", "Revenge", "1", "How much full grievance adds to attacks per fighter."},
		Low:      0, Central: 0.8, High: 2, Kind: Uncertain, Confidence: FewStudies, Dimension: 21,
		Source: "Condra et al. 2010 temporary rise",
		of:     func(p *Parameters) *float64 { return &p.Revenge },
	},
	{
		Quantity: Quantity{"suppression", "Suppression", "1", "How far aimed operations at the reference tempo hold attacks down."},
		Low:      0, Central: 0.75, High: 1.6, Kind: Uncertain, Confidence: FewStudies, Dimension: 22,
		Source: "Mir and Moore 2019: -43 to -62 % at full aim and tempo 40 is 0.75-1.63; centre at their low end",
		of:     func(p *Parameters) *float64 { return &p.Suppression },
	},
	{
		Quantity: Quantity{"tempo_reference", "Reference tempo", "major operation/year", "Tempo at which suppression is stated."},
		Low:      40, Central: 40, High: 40, Kind: Constant, Confidence: FewStudies, Dimension: 23,
		Source: "normalises suppression",
		of:     func(p *Parameters) *float64 { return &p.TempoReference },
	},
	{
		Quantity: Quantity{"deaths_per_attack", "Deaths per attack", "death/attack", "Civilians and security forces killed per attack."},
		Low:      0.6, Central: 0.78, High: 1.5, Kind: Uncertain, Confidence: Cited, Dimension: 24,
		Source: "essay 1000/1170 with operations in it; civilians and security only",
		of:     func(p *Parameters) *float64 { return &p.DeathsPerAttack },
	},
	{
		Quantity: Quantity{"civilian_share", "Civilian share", "1", "Share of civilians among those killed in attacks."},
		Low:      0.38, Central: 0.46, High: 0.58, Kind: Accounting, Confidence: FewStudies, Dimension: 25,
		Source: "security share of victims 0.54 (0.42-0.62)",
		of:     func(p *Parameters) *float64 { return &p.CivilianShare },
	},
	{
		Quantity: Quantity{"emboldening", "Talks that embolden", "1", "How much talks at no trust add to attacks."},
		Low:      0, Central: 0.1, High: 0.3, Kind: Uncertain, Confidence: FewStudies, Dimension: 26,
		Source: "literature.md 2.7: NACTA on the 2021-22 talks; accords -0.1 to +0.3",
		of:     func(p *Parameters) *float64 { return &p.Emboldening },
	},
	{
		Quantity: Quantity{"infiltration", "Open-border risk", "1", "How much a fully open border adds to attacks."},
		Low:      0, Central: 0.1, High: 0.3, Kind: Uncertain, Confidence: Judgement, Dimension: 27,
		Source: "assumption: closing the border is policy for a reason",
		of:     func(p *Parameters) *float64 { return &p.Infiltration },
	},
	{
		Quantity: Quantity{"harm_gain", "Grievance from harm", "1/death", "Grievance provoked per civilian killed in operations."},
		Low:      0.001, Central: 0.004, High: 0.01, Kind: Uncertain, Confidence: Judgement, Dimension: 28,
		Source: "assumption",
		of:     func(p *Parameters) *float64 { return &p.HarmGain },
	},
	{
		Quantity: Quantity{"interference_gain", "Grievance from interference", "1/year", "Grievance provoked a year by full interference."},
		Low:      0, Central: 0.4, High: 1, Kind: Uncertain, Confidence: Judgement, Dimension: 29,
		Source: "assumption; essay: intervention provokes backlash",
		of:     func(p *Parameters) *float64 { return &p.InterferenceGain },
	},
	{
		Quantity: Quantity{"grievance_time", "Memory of wrongs", "year", "Time over which grievance builds and fades."},
		Low:      0.25, Central: 1, High: 2, Kind: Uncertain, Confidence: FewStudies, Dimension: 30,
		Source: "revenge decays in 0.125-0.5; slow grievance longer",
		of:     func(p *Parameters) *float64 { return &p.GrievanceTime },
	},
	{
		Quantity: Quantity{"hardening", "Hardening", "1/year", "Share of reconcilables who harden in a year at full grievance."},
		Low:      0.02, Central: 0.08, High: 0.2, Kind: Uncertain, Confidence: Judgement, Dimension: 31,
		Source: "assumption",
		of:     func(p *Parameters) *float64 { return &p.Hardening },
	},
	{
		Quantity: Quantity{"reconciliation", "Reconciliation", "1/year", "Share of reconcilables who come home in a year at full dialogue and trust."},
		Low:      0.005, Central: 0.05, High: 0.11, Kind: Uncertain, Confidence: FewStudies, Dimension: 32,
		Source: "APRP gross 0.057 of all fighters; net of relapse; SIGAR sceptical",
		of:     func(p *Parameters) *float64 { return &p.Reconciliation },
	},
	{
		Quantity: Quantity{"realised_share", "Realised share", "1", "Share of announced investment that is ever disbursed."},
		Low:      0.09, Central: 0.35, High: 0.5, Kind: Uncertain, Confidence: FewStudies, Dimension: 33,
		Source: "Lowy 0.35; CPEC 0.41-0.50; Mes Aynak 0.09-0.15",
		of:     func(p *Parameters) *float64 { return &p.RealisedShare },
	},
	{
		Quantity: Quantity{"build_time", "Building time", "year", "Time from disbursement to a finished project in safety."},
		Low:      1.5, Central: 4, High: 9, Kind: Uncertain, Confidence: FewStudies, Dimension: 34,
		Source: "CPEC; dams 8.6; mines 12-17",
		of:     func(p *Parameters) *float64 { return &p.BuildTime },
	},
	{
		Quantity: Quantity{"stall_floor", "Building under fire", "1", "Pace of the last stage where nobody has confidence, relative to safety."},
		Low:      0.1, Central: 0.3, High: 0.6, Kind: Uncertain, Confidence: Judgement, Dimension: 35,
		Source: "assumption; stoppages after Bisham 2024",
		of:     func(p *Parameters) *float64 { return &p.StallFloor },
	},
	{
		Quantity: Quantity{"depreciation", "Depreciation", "1/year", "Share of capital that wears out in a year."},
		Low:      0.025, Central: 0.04, High: 0.07, Kind: Uncertain, Confidence: FewStudies, Dimension: 36,
		Source: "literature.md 2.5",
		of:     func(p *Parameters) *float64 { return &p.Depreciation },
	},
	{
		Quantity: Quantity{"destruction", "Destruction", "1/year", "Share of capital destroyed in a year where nobody has confidence."},
		Low:      0, Central: 0.06, High: 0.15, Kind: Uncertain, Confidence: Judgement, Dimension: 37,
		Source: "assumption",
		of:     func(p *Parameters) *float64 { return &p.Destruction },
	},
	{
		Quantity: Quantity{"attacks_half", "Attacks that halve confidence", "attack/year", "Perceived attacks at which confidence is half gone."},
		Low:      500, Central: 1000, High: 2000, Kind: Uncertain, Confidence: Judgement, Dimension: 38,
		Source: "assumption; in the model's own unit of attacks",
		of:     func(p *Parameters) *float64 { return &p.AttacksHalf },
	},
	{
		Quantity: Quantity{"sabotage", "Aid under fire", "1", "How much projects under construction in insecurity add to attacks."},
		Low:      0, Central: 0.2, High: 1, Kind: Uncertain, Confidence: FewStudies, Dimension: 39,
		Source: "Crost et al. 2014; Sexton 2016 sign read",
		of:     func(p *Parameters) *float64 { return &p.Sabotage },
	},
	{
		Quantity: Quantity{"ties_half", "Capital that halves the gap", "USD million", "Capital reachable over an open border at which ties are half complete."},
		Low:      1000, Central: 2500, High: 6000, Kind: Uncertain, Confidence: Judgement, Dimension: 40,
		Source: "assumption",
		of:     func(p *Parameters) *float64 { return &p.TiesHalf },
	},
	{
		Quantity: Quantity{"development", "Secured development", "1", "Share of the motive to join that complete ties in safety take away."},
		Low:      0, Central: 0.25, High: 0.5, Kind: Uncertain, Confidence: FewStudies, Dimension: 41,
		Source: "literature.md 2.4 secured development 0-0.5",
		of:     func(p *Parameters) *float64 { return &p.Development },
	},
	{
		Quantity: Quantity{"output_ratio", "Output per capital", "1/year", "Output a year per unit of capital in safety."},
		Low:      0.05, Central: 0.15, High: 0.3, Kind: Accounting, Confidence: Judgement, Dimension: 42,
		Source: "assumption",
		of:     func(p *Parameters) *float64 { return &p.OutputRatio },
	},
	{
		Quantity: Quantity{"economic_leverage", "Economic leverage", "1", "Share of the host's movable tolerance that complete ties take away."},
		Low:      0, Central: 0.35, High: 0.6, Kind: Uncertain, Confidence: FewStudies, Dimension: 43,
		Source: "literature.md 2.3; this pair of countries so far about 0",
		of:     func(p *Parameters) *float64 { return &p.EconomicLeverage },
	},
	{
		Quantity: Quantity{"leverage_threshold", "Leverage threshold", "1", "Ties at which half the leverage works."},
		Low:      0.25, Central: 0.5, High: 0.8, Kind: Uncertain, Confidence: FewStudies, Dimension: 44,
		Source: "Duerr 2008: a threshold rather than a slope",
		of:     func(p *Parameters) *float64 { return &p.LeverageThreshold },
	},
	{
		Quantity: Quantity{"ideological_floor", "Ideological floor", "1", "Tolerance of militants that no ties move."},
		Low:      0.2, Central: 0.4, High: 0.7, Kind: Uncertain, Confidence: FewStudies, Dimension: 45,
		Source: "literature.md 2.3; ETIM partial compliance",
		of:     func(p *Parameters) *float64 { return &p.IdeologicalFloor },
	},
	{
		Quantity: Quantity{"floor_shift", "Give in the floor", "1", "Share of the ideological floor that full trust takes away."},
		Low:      0, Central: 0.05, High: 0.3, Kind: Uncertain, Confidence: Cited, Dimension: 46,
		Source: "essay's hope that trust neutralises theological divergence; no evidence",
		of:     func(p *Parameters) *float64 { return &p.FloorShift },
	},
	{
		Quantity: Quantity{"trust_effect", "Trust and tolerance", "1", "Share of the host's movable tolerance that full trust takes away."},
		Low:      0, Central: 0.25, High: 0.5, Kind: Uncertain, Confidence: Judgement, Dimension: 47,
		Source: "assumption",
		of:     func(p *Parameters) *float64 { return &p.TrustEffect },
	},
	{
		Quantity: Quantity{"compliance", "Compliance", "1", "Share of tolerance that full pressure takes away."},
		Low:      0, Central: 0.1, High: 0.3, Kind: Uncertain, Confidence: FewStudies, Dimension: 48,
		Source: "coercion can work; sign of pressure unsettled",
		of:     func(p *Parameters) *float64 { return &p.Compliance },
	},
	{
		Quantity: Quantity{"defiance", "Defiance", "1", "Share of intolerance that full pressure turns into tolerance."},
		Low:      0, Central: 0.4, High: 0.8, Kind: Uncertain, Confidence: FewStudies, Dimension: 49,
		Source: "coercion can backfire",
		of:     func(p *Parameters) *float64 { return &p.Defiance },
	},
	{
		Quantity: Quantity{"host_response_time", "Host response time", "year", "Time over which sanctuary follows what Kabul tolerates."},
		Low:      0.5, Central: 1.5, High: 5, Kind: Uncertain, Confidence: FewStudies, Dimension: 50,
		Source: "literature.md 4: 2",
		of:     func(p *Parameters) *float64 { return &p.HostResponseTime },
	},
	{
		Quantity: Quantity{"narrative_weight", "Weight of narrative", "1", "Share of the trust goal that narrative decides; the rest is dialogue."},
		Low:      0.3, Central: 0.5, High: 0.7, Kind: Uncertain, Confidence: Judgement, Dimension: 51,
		Source: "assumption; the rest is dialogue",
		of:     func(p *Parameters) *float64 { return &p.NarrativeWeight },
	},
	{
		Quantity: Quantity{"harm_loss", "Trust lost to harm", "year/death", "Trust lost per civilian killed in operations a year."},
		Low:      0, Central: 0.003, High: 0.01, Kind: Uncertain, Confidence: FewStudies, Dimension: 52,
		Source: "Lyall et al. 2013",
		of:     func(p *Parameters) *float64 { return &p.HarmLoss },
	},
	{
		Quantity: Quantity{"promise_loss", "Trust lost to promises", "year/USD million", "Trust lost per million dollars a year announced and not disbursed."},
		Low:      0, Central: 0.0001, High: 0.0004, Kind: Uncertain, Confidence: FewStudies, Dimension: 53,
		Source: "ex-FATA: 28-37 % of promised money released",
		of:     func(p *Parameters) *float64 { return &p.PromiseLoss },
	},
	{
		Quantity: Quantity{"trust_time", "Trust time", "year", "Time over which trust builds and fades."},
		Low:      0.5, Central: 2, High: 5, Kind: Uncertain, Confidence: Judgement, Dimension: 54,
		Source: "assumption",
		of:     func(p *Parameters) *float64 { return &p.TrustTime },
	},
	{
		Quantity: Quantity{"perception_time", "Perception time", "year", "Time over which attacks are remembered."},
		Low:      0.25, Central: 0.5, High: 1, Kind: Uncertain, Confidence: Judgement, Dimension: 55,
		Source: "assumption",
		of:     func(p *Parameters) *float64 { return &p.PerceptionTime },
	},
	{
		Quantity: Quantity{"operation_cost", "Cost per operation", "USD million/major operation", "Money spent per major operation."},
		Low:      17, Central: 35, High: 57, Kind: Accounting, Confidence: FewStudies, Dimension: 56,
		Source: "Zarb-e-Azb 0.56-0.69 million per militant killed",
		of:     func(p *Parameters) *float64 { return &p.OperationCost },
	},
	{
		Quantity: Quantity{"precision_premium", "Price of intelligence", "1", "Extra cost share when every operation is intelligence-led."},
		Low:      0, Central: 0.5, High: 2, Kind: Accounting, Confidence: Judgement, Dimension: 57,
		Source: "assumption",
		of:     func(p *Parameters) *float64 { return &p.PrecisionPremium },
	},
	{
		Quantity: Quantity{"programme_cost", "Cost of programmes", "USD million/year", "Money a year for each of dialogue and narrative at full."},
		Low:      20, Central: 60, High: 150, Kind: Accounting, Confidence: FewStudies, Dimension: 58,
		Source: "APRP 200 million over six years; per lever at full",
		of:     func(p *Parameters) *float64 { return &p.ProgrammeCost },
	},
	{
		Quantity: Quantity{"trade_value", "Trade at stake", "USD million/year", "Trade a year that a fully closed border forgoes."},
		Low:      700, Central: 900, High: 1100, Kind: Accounting, Confidence: FewStudies, Dimension: 59,
		Source: "border closed: USD 2-3 million a day",
		of:     func(p *Parameters) *float64 { return &p.TradeValue },
	},
	{
		Quantity: Quantity{"start_fighters", "Fighters in 2021", "fighter", "Fighters at the start of 2021."},
		Low:      3000, Central: 5000, High: 8000, Kind: Uncertain, Confidence: FewStudies, Dimension: 60,
		Source: "UN 2021: 2500-6000 in Afghanistan alone",
		of:     func(p *Parameters) *float64 { return &p.StartFighters },
	},
	{
		Quantity: Quantity{"start_sanctuary", "Sanctuary in 2021", "1", "Sanctuary at the start of 2021."},
		Low:      0.05, Central: 0.15, High: 0.5, Kind: Uncertain, Confidence: FewStudies, Dimension: 61,
		Source: "before August 2021",
		of:     func(p *Parameters) *float64 { return &p.StartSanctuary },
	},
	{
		Quantity: Quantity{"start_grievance", "Grievance in 2021", "1", "Grievance at the start of 2021."},
		Low:      0.1, Central: 0.1, High: 0.1, Kind: Constant, Confidence: Judgement, Dimension: 62,
		Source: "assumption",
		of:     func(p *Parameters) *float64 { return &p.StartGrievance },
	},
	{
		Quantity: Quantity{"start_capital", "Capital in 2021", "USD million", "Finished projects at the start of 2021."},
		Low:      900, Central: 900, High: 900, Kind: Constant, Confidence: Judgement, Dimension: 63,
		Source: "assumption",
		of:     func(p *Parameters) *float64 { return &p.StartCapital },
	},
	{
		Quantity: Quantity{"start_trust", "Trust in 2021", "1", "Trust at the start of 2021."},
		Low:      0.1, Central: 0.1, High: 0.1, Kind: Constant, Confidence: Judgement, Dimension: 64,
		Source: "assumption",
		of:     func(p *Parameters) *float64 { return &p.StartTrust },
	},
}

// FindParameter returns the row of that name, or nil.
func FindParameter(name string) *Parameter {
	for i := range ParameterTable {
		if ParameterTable[i].Name == name {
			return &ParameterTable[i]
		}
	}
	return nil
}

// ParameterNames lists the names in table order.
func ParameterNames() []string {
	names := make([]string, len(ParameterTable))
	for i := range ParameterTable {
		names[i] = ParameterTable[i].Name
	}
	return names
}
