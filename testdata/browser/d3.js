// The parts of d3 the page uses.
export {scaleLinear} from 'd3-scale';
export {line, area} from 'd3-shape';
